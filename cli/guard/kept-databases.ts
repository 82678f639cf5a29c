import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodes, StandError } from '../../controller/errors';
import type { Paths } from '../../controller/paths';
import { dataVolumes } from '../../model/services/data-volumes';
import { databases } from '../../model/services/postgresql';
import type { Stand } from '../../model/stand';

/**
 * A cluster of PostgreSQL is read by its own major version alone. Where the lab keeps one of another than
 * the described release has, nobody could use it.
 * @throws StandError with the hosts whose it is
 */
export function requireFittingDatabases({ data }: Pick<Paths, 'data'>, stand: Stand): void {
  const { codename, postgresqlVersion } = stand.release;
  const others = stand.hosts.flatMap((host) => {
    const volume = dataVolumes(stand, host).find(({ path }) => path === databases.path);
    const folder = volume && join(data, host.name, volume.label);
    if (!folder || !existsSync(folder)) return [];
    const versions = readdirSync(folder).filter((name) => /^\d+$/.test(name));
    const fits = versions.length === 0 || versions.includes(`${postgresqlVersion}`);
    return fits ? [] : [`${host.name} (${versions.join(', ')})`];
  });
  if (others.length === 0) return;
  throw new StandError(
    [
      `nothing was changed: ${codename} has PostgreSQL ${postgresqlVersion}, which cannot read the databases that are kept of`,
      `${others.join(', ')}; describe the release that they were made with, and move to the other one with a dump;`,
      'or, to lose them: ./stand down --data',
    ].join('\n'),
    exitCodes.invalid,
  );
}
