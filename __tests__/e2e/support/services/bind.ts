import {
  inHouse,
  intoHouse,
  serveInHouse,
  strangersAddress,
} from '../../../../test-stand/stranger';
import { eventually } from '../eventually';

/** A key by which a name server takes updates (RFC 8945). */
export interface Key {
  readonly name: string;
  readonly secret: string;
}

const folder = '/var/cache/bind';
const configuration = '/etc/bind/named.conf';

/**
 * Starts BIND in the house of strangers, for a zone; it ends with the host.
 * @param records the zone's, but for those of the name server itself
 */
export async function startBind(domain: string, records: string): Promise<void> {
  await intoHouse(`${folder}/${domain}.zone`, zone(domain, records));
  await configure(domain);
  await inHouse(['sh', '-c', `mkdir -p /run/named && chown -R bind: /run/named ${folder}`]);
  await serveInHouse('named', ['named', '-g', '-u', 'bind']);
  await eventually(() => inHouse(['getent', 'ahostsv4', domain]), 20);
}

/** Has it let who has the key change the zone. */
export async function allowUpdates(domain: string, key: Key): Promise<void> {
  await configure(domain, key);
  await inHouse(['rndc', 'reconfig']);
}

/** Who, by address, has put records of text under which names. */
export async function updatesLogged(): Promise<{ by: string; names: string[] }[]> {
  const log = await inHouse(['cat', '/var/log/named.log']);
  const added =
    /client \S+ ([\d.]+)#\d+\/key \S+: updating zone .*: adding an RR at '([^']+)' TXT/g;
  const found = [...log.matchAll(added)].map(([, by = '', name = '']) => ({ by, name }));
  const names = (by: string) =>
    found
      .filter((one) => one.by === by)
      .map(({ name }) => name)
      .sort();
  return [...new Set(found.map(({ by }) => by))].map((by) => ({ by, names: names(by) }));
}

async function configure(domain: string, key?: Key): Promise<void> {
  const lines = [
    // It asks nobody in the world, not even for the root's keys.
    `options { directory "${folder}"; listen-on { ${strangersAddress}; }; recursion no; dnssec-validation no; };`,
    ...(key ? [`key "${key.name}" { algorithm hmac-sha256; secret "${key.secret}"; };`] : []),
    `zone "${domain}" { type primary; notify no; file "${domain}.zone";`,
    key ? `update-policy { grant ${key.name} zonesub TXT; }; };` : '};',
  ];
  await intoHouse(configuration, `${lines.join('\n')}\n`);
  // It reads it again as who it runs as.
  await inHouse(['chown', 'bind:', configuration]);
}

function zone(domain: string, records: string): string {
  const times = '1 3600 600 86400 1';
  return [
    `${domain}. 60 IN SOA ns.${domain}. hostmaster.${domain}. ${times}`,
    `${domain}. 60 IN NS ns.${domain}.`,
    `ns.${domain}. 60 IN A ${strangersAddress}`,
    records,
  ].join('\n');
}
