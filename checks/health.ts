import type { Stand } from '../model/stand';
import { hostsOf } from '../model/topology/groups';
import type { Host } from '../model/topology/hosts';
import { clusterProbes } from './database';
import { nodeProbes } from './ejabberd';
import { hostProbes } from './hosts';
import type { Probe } from './probe';
import type { Tools } from './tools';

/** What must be right on a host, of all that is judged there, for the next one to go. */
const essential = ['units', 'services of others', 'disks', 'managed files'];

/**
 * The probes that tell within seconds whether another host may go: of what hosts do together, and of one
 * host that came back.
 */
export function healthProbes(stand: Stand, tools: Tools, host?: Host): Probe[] {
  const members = hostsOf(stand, 'etcd').filter((member) => member !== host);
  return [
    ...clusterProbes(stand, tools),
    ...nodeProbes(stand, tools),
    // Patroni needs most of etcd's members.
    ...members.flatMap((member) => hostProbes(stand, tools, member, ['units'])),
    ...(host ? hostProbes(stand, tools, host, essential) : []),
  ];
}
