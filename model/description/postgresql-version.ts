import type { StandConfig } from './config';
import type { Fault } from './faults/faults';
import { type Release, releases } from './releases';

/** Which PostgreSQL a stand has. */
export interface PostgresqlVersion {
  /** Its major version. */
  readonly version: number;
  /** Codename of the earlier release that it comes from; empty for the stand's own. */
  readonly suite: string;
}

export function postgresqlOf(release: Release, config: StandConfig): PostgresqlVersion {
  const version = config.postgresqlVersion ?? release.postgresqlVersion;
  return { version, suite: release.earlierPostgresql[version] ?? '' };
}

export function postgresqlFaults({
  release = 'trixie',
  postgresqlVersion: version,
}: StandConfig): Fault[] {
  if (version === undefined || !Object.hasOwn(releases, release)) return [];
  const { postgresqlVersion, earlierPostgresql } = releases[release];
  const known = [postgresqlVersion, ...Object.keys(earlierPostgresql).map(Number)];
  if (known.includes(version)) return [];
  return [
    {
      where: 'postgresqlVersion',
      what: `must be a version that ${release} can have; got ${version}`,
      remedy: `choose ${known.join(' or ')}, or leave it out for the release's own`,
    },
  ];
}
