import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { authorityIn, issue } from '../../../test-stand/authority';
import { blockedServer, paths, strangersAuthority } from '../../../test-stand/checkout';
import { domain, ejabberdHosts } from '../../../test-stand/hosts';
import { servedRecords, serveRecords } from '../../../test-stand/name-server';
import { ssh } from '../../../test-stand/stand';
import { strangersAddress } from '../../../test-stand/stranger';
import { eventually } from './eventually';
import { haveNodesAsk } from './node-resolvers';
import { authority } from './secrets';
import { startProsody } from './services/prosody';

export type Node = (typeof ejabberdHosts)[number];
export type Way = 'STARTTLS' | 'direct TLS';

/** The service and the port by which a server is found that is reached so. */
const ways = {
  STARTTLS: { service: '_xmpp-server._tcp', port: 5269 },
  'direct TLS': { service: '_xmpps-server._tcp', port: 5270 },
} as const;

/** A server that is found by one way only, and that has proven nothing yet. */
export interface Friend {
  readonly domain: string;
  readonly node: Node;
  readonly way: Way;
}

/** One for each node and way. */
const friendsOf = (who: string): Friend[] =>
  ejabberdHosts
    .flatMap((node) => [
      { node, way: 'STARTTLS' as const },
      { node, way: 'direct TLS' as const },
    ])
    .map((friend, index) => ({ ...friend, domain: `${who}-${index + 1}.example` }));

/** Those that connect to the stand, and those that the stand connects to. */
export const callers = friendsOf('caller');
export const called = friendsOf('called');

/** Nobody whom the stand trusts vouches for it. */
export const unknown = 'unknown.example';
export const blocked = [blockedServer, `chat.${blockedServer}`];

const others = [unknown, ...blocked].map((name) => ({ domain: name, way: 'STARTTLS' as const }));
const everyone = [...callers, ...called, ...others];

/** Certificates of all authorities that people on both sides meet, in one file. */
export const allAuthorities = join(paths.runtime, 'strangers', 'all.crt');

/**
 * Opens the servers, in the house of strangers, and has the nodes find them.
 * @param nameServer address of the lab's
 * @returns what makes the world as it was
 */
export async function openServers(nameServer: string): Promise<() => Promise<void>> {
  const sound = servedRecords();
  const nobody = authorityIn(join(paths.runtime, 'strangers'), 'nobody');
  const signers = [strangersAuthority(), nobody];
  const texts = [authority, ...signers.map(({ certificate }) => certificate)];
  writeFileSync(allAuthorities, texts.map((file) => readFileSync(file, 'utf8')).join('\n'));
  const servers = everyone.map(({ domain: name }) => ({
    domain: name,
    certificate: issue(name === unknown ? nobody : strangersAuthority(), [name]),
  }));
  const [askNoMore] = await Promise.all([
    haveNodesAsk(nameServer, 'example'),
    startProsody(servers, authority),
    serveRecords(withOthers(sound)),
  ]);
  await nodesFindServers();
  return async () => {
    await serveRecords(sound);
    await askNoMore();
  };
}

/** Waits until all nodes do: a resolver finds out first what a name server can do that has just begun. */
export async function nodesFindServers(): Promise<void> {
  await Promise.all(ejabberdHosts.map((node) => eventually(() => ssh(node, find), 30)));
}

/**
 * Has the lab's name server lead other servers to a node by a way. That there is no other it says in so many words: of
 * what a name server does not know, theirs remembers for some seconds that there is none. @returns what undoes it
 */
export async function leadTo({ node, way }: Pick<Friend, 'node' | 'way'>) {
  const before = servedRecords();
  const led = Object.entries(ways).map(([one, { service, port }]) => {
    const name = `srv-host=${service}.${domain}`;
    return one === way ? `${name},${node}.${domain},${port},10,10` : name;
  });
  const others = before
    .split('\n')
    .filter((line) => !/^srv-host=_xmpps?-server\._tcp\.domain\.local,/.test(line));
  await serveRecords([...others, ...led].join('\n'));
  return () => serveRecords(before);
}

const host = 'strangers.example';

function withOthers(records: string): string {
  return [
    records,
    `host-record=${host},${strangersAddress}`,
    ...everyone.map(({ domain: name, way }) => {
      const { service, port } = ways[way];
      return `srv-host=${service}.${name},${host},${port},10,10`;
    }),
  ].join('\n');
}

/** Lines for the shell that fail where a node does not find one of the servers. */
const find = [
  `set -e; getent ahostsv4 ${host}`,
  ...everyone
    .map(({ domain: name, way }) => `${ways[way].service}.${name}`)
    .map((name) => `sudo resolvectl --cache=no --type=SRV query ${name}`),
].join('\n');
