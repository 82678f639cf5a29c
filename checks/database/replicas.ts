import type { Stand } from '../../model/stand';
import { hostsOf } from '../../model/topology/groups';
import type { Host } from '../../model/topology/hosts';
import type { Finding, Probe } from '../probe';
import type { Tools } from '../tools';
import { primaryOf, replicationOf, type Standby } from './cluster';

/** What a replica may lag behind: more than a burst of writes makes, less than one that stands. */
const limits = { mebibytes: 64, seconds: 30 };

/** Whether each host follows the primary, or is it. */
export function replicaProbes(stand: Stand, tools: Tools): Probe[] {
  return hostsOf(stand, 'psqlserver').map((host) => ({
    group: 'database',
    name: `replication to ${host.name}`,
    expected:
      `it is the primary, or streams from it at most ${limits.mebibytes} MiB and ` +
      `${limits.seconds} s behind; one replica is synchronous`,
    next: `./stand ssh ${host.name} -- sudo journalctl -u patroni -n 40`,
    run: () => look(stand, tools, host),
  }));
}

async function look(stand: Stand, tools: Tools, host: Host): Promise<Finding> {
  const { recovering } = await replicationOf(tools, host);
  if (!recovering) return { ok: true, saw: 'it is the primary' };
  const primary = await primaryOf(stand, tools);
  const { standbys } = await replicationOf(tools, primary);
  const standby = standbys.find(({ name }) => name === host.name);
  if (!standby) return { ok: false, saw: `${primary.name} has no replica of that name` };
  if (!standbys.some(isSynchronous)) {
    return { ok: false, saw: `${told(standby)}; no replica is synchronous` };
  }
  const near = standby.bytes <= limits.mebibytes * 1024 * 1024 && standby.seconds <= limits.seconds;
  return { ok: standby.state === 'streaming' && near, saw: told(standby) };
}

/** Patroni names synchronous replicas one by one, or as a quorum. */
function isSynchronous({ synchrony }: Standby): boolean {
  return synchrony === 'sync' || synchrony === 'quorum';
}

function told({ state, synchrony, bytes, seconds }: Standby): string {
  return `${state}, ${synchrony}, ${bytes} bytes and ${seconds.toFixed(1)} s behind`;
}
