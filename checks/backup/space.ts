import { backupHost } from '../../model/services/bacula-client';
import { volumesFolder } from '../../model/services/bacula-director';
import { exportPath } from '../../model/services/nfs-export';
import { leastFreeMebibytes } from '../../model/services/pgbackrest';
import type { Stand } from '../../model/stand';
import { bytes } from '../amounts';
import type { Probe } from '../probe';
import type { Tools } from '../tools';

interface Space {
  /** Bytes. */
  readonly free: number;
  readonly size: number;
}

/** Whether there is room for the next backups. */
export function spaceProbes(stand: Stand, tools: Tools): Probe[] {
  const host = backupHost(stand);
  const next = (folder: string) => `./stand ssh ${host.name} df --human-readable ${folder}`;
  const wanted = leastFreeMebibytes(stand);
  const volumes: Probe = {
    group: 'backup',
    name: 'room for volumes',
    expected: 'enough for a job of Bacula to start',
    next: next(volumesFolder),
    run: async () => {
      const space = await tools.ask(host, 'bacula_space.py');
      const { complaint, ...rest } = space as Space & { readonly complaint: string };
      return { ok: complaint === '', saw: complaint || told(rest) };
    },
  };
  const repository: Probe = {
    group: 'backup',
    name: "room for the database's archive",
    expected: `${wanted} MiB or more`,
    next: next(exportPath),
    run: async () => {
      const space = (await tools.ask(host, 'space.py', exportPath)) as Space;
      return { ok: space.free >= wanted * 1024 * 1024, saw: told(space) };
    },
  };
  const archived = stand.services.some(({ name }) => name === 'pgbackrest');
  return archived ? [volumes, repository] : [volumes];
}

function told({ free, size }: Space): string {
  return `${bytes(free)} of ${bytes(size)} are free`;
}
