import type { Stand } from '../../model/stand';
import { hostsOf } from '../../model/topology/groups';
import type { Probe } from '../probe';
import type { Tools } from '../tools';
import { archiveProbes } from './archive';
import { leaderProbe } from './cluster';
import { proxyProbes } from './proxies';
import { replicaProbes } from './replicas';

/** PostgreSQL with its replicas, its archive and the ways to it. */
export function databaseProbes(stand: Stand, tools: Tools): Probe[] {
  if (hostsOf(stand, 'psqlserver').length === 0) return [];
  return [...clusterProbes(stand, tools), ...archiveProbes(stand, tools)];
}

/** What tells within seconds whether the database can be written to, and survives the loss of a host. */
export function clusterProbes(stand: Stand, tools: Tools): Probe[] {
  if (hostsOf(stand, 'psqlserver').length === 0) return [];
  return [leaderProbe(stand, tools), ...replicaProbes(stand, tools), ...proxyProbes(stand, tools)];
}
