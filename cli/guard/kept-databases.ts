import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodes, StandError } from '../../controller/errors';
import type { Paths } from '../../controller/paths';
import { type DataVolume, dataVolumes } from '../../model/services/data-volumes';
import { databases } from '../../model/services/postgresql';
import type { Stand } from '../../model/stand';
import type { Host } from '../../model/topology/hosts';

type Places = Pick<Paths, 'data'>;

/**
 * A cluster of PostgreSQL is read by its own major version alone, and the newest one is in use. Where the
 * lab keeps one of another version than is described, nobody could use it; on machines the role says so.
 * @throws StandError with the hosts whose it is
 */
export function requireFittingDatabases(places: Places, stand: Stand): void {
  const others = unfittingDatabases(places, stand);
  if (others.length > 0) throw new StandError(unfittingText(stand, others), exitCodes.invalid);
}

/** Databases that the described version cannot read. */
export interface Unfitting {
  readonly host: string;
  /** Their major version. */
  readonly version: number;
}

/** As people read it. */
export function unfittingNames(others: readonly Unfitting[]): string {
  return others.map(({ host, version }) => `${host} (${version})`).join(', ');
}

function unfittingText({ postgresql }: Stand, others: readonly Unfitting[]): string {
  const isLower = others.every(({ version }) => version > postgresql.version);
  return [
    `nothing was changed: PostgreSQL ${postgresql.version}, which is described, cannot read the databases of ${unfittingNames(others)};`,
    'to leave them as they are, as another release of Debian wants it, set postgresqlVersion in stand.config.ts to their version;',
    isLower
      ? 'to go back to what was converted: ./stand upgrade postgresql --back'
      : 'to convert them, which hosts of the described release can: ./stand upgrade postgresql',
  ].join('\n');
}

/** Hosts whose databases in the lab are of another version than is described. */
export function unfittingDatabases({ data }: Places, stand: Stand): Unfitting[] {
  return unfitting(stand, (host, { label }) => {
    const folder = join(data, host.name, label);
    if (!existsSync(folder)) return [];
    return readdirSync(folder).filter((name) => existsSync(join(folder, name, 'main')));
  });
}

/** @param clustersOf names, by version, of what a host has clusters in */
export function unfitting(
  stand: Stand,
  clustersOf: (host: Host, volume: DataVolume) => readonly string[],
): Unfitting[] {
  const { version } = stand.postgresql;
  return stand.hosts.flatMap((host) => {
    const volume = dataVolumes(stand, host).find(({ path }) => path === databases.path);
    const names = volume ? clustersOf(host, volume) : [];
    const versions = names.filter((name) => /^\d+$/.test(name));
    const newest = Math.max(...versions.map(Number));
    return versions.length === 0 || newest === version
      ? []
      : [{ host: host.name, version: newest }];
  });
}
