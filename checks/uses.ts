import { accountSecret, probeAccount, uploadsRoot } from '../model/services/ejabberd';
import { isSignedElsewhere } from '../model/services/shown-certificate';
import type { Stand } from '../model/stand';
import { hostsOf } from '../model/topology/groups';
import type { Host } from '../model/topology/hosts';
import { xmppPorts } from '../xmpp/ports';
import { xmppScript } from '../xmpp/scripts';
import type { Finding, Probe, ProbeGroup } from './probe';
import type { Tools } from './tools';

/** Something that users do with one node or two. */
export interface Use {
  /** Its name in xmpp/messaging.py. */
  readonly what: string;
  readonly nodes: readonly [Host, ...Host[]];
  /** The probe's name, and what it expects. */
  readonly name: string;
  readonly expected: string;
}

/** By which way nodes are used. */
interface Way {
  readonly group: ProbeGroup;
  /** Where a node is reached; undefined where it is not. */
  readonly addressOf: (node: Host) => string | undefined;
  /** Days for which certificates must hold. */
  readonly certificateDays: number;
}

interface Seen extends Finding {
  /** Path of the URL of a file that was uploaded: each node has it. */
  readonly file?: string;
}

/** A probe for each use; all share one question. */
export function useProbes(
  stand: Stand,
  tools: Tools,
  uses: readonly Use[],
  { group, addressOf, certificateDays }: Way,
): Probe[] {
  const nodes = hostsOf(stand, 'ejserver').flatMap((node) => {
    const address = addressOf(node);
    return address === undefined ? [] : [[node.name, address]];
  });
  const task = {
    domain: stand.domain,
    account: probeAccount,
    authority: tools.clientAuthority,
    nodes: Object.fromEntries(nodes),
    ports: xmppPorts,
    certificate_days: certificateDays,
    probes: uses.map(({ what, nodes: on }) => [what, ...on.map(({ name }) => name)]),
  };
  const secrets = [accountSecret(probeAccount)];
  return uses.map(({ nodes: [node], name, expected }, index) => ({
    ...{ group, name, expected },
    next: `./stand ssh ${node.name} sudo tail -n 40 /var/log/ejabberd/ejabberd.log`,
    run: async () => {
      const seen = (await tools.askHere(xmppScript('messaging.py'), task, secrets)) as Seen[];
      const { file, ...finding } = seen[index] as Seen;
      if (file) await removeUpload(stand, tools, node, file);
      return finding;
    },
  }));
}

/** Removes a file from the node that took it, and from the others. One that is down has it until a later check. */
async function removeUpload(stand: Stand, tools: Tools, node: Host, file: string): Promise<void> {
  const ask = (host: Host) => tools.ask(host, 'remove_upload.py', `${uploadsRoot}${file}`);
  const others = hostsOf(stand, 'ejserver').filter((host) => host !== node);
  await Promise.all([ask(node), ...others.map((other) => ask(other).catch(() => null))]);
}

/**
 * Days for which certificates must hold of which somebody takes care. Those that nodes renew may be made for less than
 * a day, and have a probe of their own.
 */
export function daysOf({ certificates }: Stand, days: number): number {
  return certificates.source === 'acme' ? 0 : days;
}

/** What must hold of a connection by TLS. */
export function certified(stand: Stand, what: string, days: number): string {
  const issuer = isSignedElsewhere(stand)
    ? 'an authority that clients know'
    : "the stand's authority";
  const valid = days === 0 ? 'valid' : `valid for ${days} days or more`;
  return `${what}; the certificate is for the domain, by ${issuer}, and ${valid}`;
}
