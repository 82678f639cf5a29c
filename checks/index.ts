import type { Stand } from '../model/stand';
import { backupProbes } from './backup';
import { databaseProbes } from './database';
import { ejabberdProbes } from './ejabberd';
import { hostsProbes } from './hosts';
import { messagingProbes } from './messaging';
import { monitoringProbes } from './monitoring';
import { networkProbes } from './network';
import { type Probe, type ProbeGroup, probeGroups } from './probe';
import type { Tools } from './tools';

/** Probes of each group, made from the model. */
const builders: Readonly<Record<ProbeGroup, (stand: Stand, tools: Tools) => readonly Probe[]>> = {
  messaging: messagingProbes,
  ejabberd: ejabberdProbes,
  database: databaseProbes,
  backup: backupProbes,
  network: networkProbes,
  hosts: hostsProbes,
  monitoring: monitoringProbes,
};

/** All probes of a stand, of some groups or of all. */
export function probesOf(
  stand: Stand,
  tools: Tools,
  groups: readonly ProbeGroup[] = probeGroups,
): Probe[] {
  return probeGroups
    .filter((group) => groups.includes(group))
    .flatMap((group) => builders[group](stand, tools));
}
