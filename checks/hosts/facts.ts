import { certificateFiles } from '../../model/services/base';
import { type PendingUpdates, updatesProgram } from '../../model/services/pending-updates';
import { servicesOf, unitsOf } from '../../model/services/service';
import type { Service, Stand } from '../../model/stand';
import type { Host } from '../../model/topology/hosts';
import type { Tools } from '../tools';

/** A mounted filesystem; sizes in bytes. */
export interface Disk {
  readonly mount: string;
  readonly size: number;
  readonly available: number;
  readonly inodes: number;
  readonly free_inodes: number;
  readonly read_only: boolean;
}

export interface Certificate {
  readonly path: string;
  /** Seconds since 1970. */
  readonly ends: number;
  /** What speaks against it besides its age. */
  readonly fault: string | null;
}

/** What a host says of itself; see guest/host.py. */
export interface HostFacts {
  readonly units: Readonly<Record<string, string>>;
  /** States of the units of services that run on other hosts only. */
  readonly foreign: Readonly<Record<string, string>>;
  readonly failed: readonly string[];
  readonly disks: readonly Disk[];
  readonly memory: { readonly total: number; readonly available: number };
  /** Null where the host cannot tell yet. */
  readonly updates: PendingUpdates | null;
  readonly certificates: readonly Certificate[];
  readonly first_boot: readonly string[] | null;
  readonly files: { readonly recorded: number; readonly changed: readonly string[] };
}

/** Asks a host for all that probes want to know of it. */
export async function factsOf(stand: Stand, tools: Tools, host: Host): Promise<HostFacts> {
  const unitsOfAll = (services: readonly Service[]) =>
    services.flatMap((service) => unitsOf(service, stand));
  const units = unitsOfAll(servicesOf(stand, host));
  const foreign = unitsOfAll(stand.services).filter((unit) => !units.includes(unit));
  const { authority } = certificateFiles;
  const certificates = Object.values(certificateFiles);
  const question = { units, foreign, certificates, authority, updates: updatesProgram };
  return (await tools.ask(host, 'host.py', question)) as HostFacts;
}
