import { labNameServer } from '../model/dns/name-server';
import type { Stand } from '../model/stand';
import { backupProbes } from './backup';
import { databaseProbes } from './database';
import { ejabberdProbes } from './ejabberd';
import { hostsProbes } from './hosts';
import { messagingProbes } from './messaging';
import { monitoringProbes } from './monitoring';
import { networkProbes } from './network';
import { type Probe, type ProbeGroup, probeGroups } from './probe';
import { publicProbes } from './public';
import type { Tools } from './tools';

type Builder = (stand: Stand, tools: Tools, resolver?: string | null) => readonly Probe[];

/** Probes of each group, made from the model. */
const builders: Readonly<Record<ProbeGroup, Builder>> = {
  messaging: messagingProbes,
  ejabberd: ejabberdProbes,
  database: databaseProbes,
  backup: backupProbes,
  network: networkProbes,
  hosts: hostsProbes,
  monitoring: monitoringProbes,
  public: publicProbes,
};

/**
 * All probes of a stand, of some groups or of all.
 * @param resolver who is asked for the stand's DNS records: an address, or null for the system's; undefined for nobody
 */
export function probesOf(
  stand: Stand,
  tools: Tools,
  groups: readonly ProbeGroup[] = probeGroups,
  resolver: string | null | undefined = labNameServer(stand),
): Probe[] {
  return probeGroups
    .filter((group) => groups.includes(group))
    .flatMap((group) => builders[group](stand, tools, resolver));
}
