import { exitCodes, StandError } from '../controller/errors';
import type { Host } from '../model/topology/hosts';

/** What a host says of PostgreSQL's major versions; see guest/read_versions.py. */
export interface HostVersions {
  readonly host: Host;
  /** Codename of the host's Debian release. */
  readonly codename: string;
  /** The version that Patroni runs. */
  readonly current: number;
  /** When another version took over, by version, on the host that was the primary then. */
  readonly left: Readonly<Record<number, string>>;
  /** Versions whose databases were put aside on a way back. */
  readonly aside: readonly number[];
}

/** A way between two versions that some hosts went, and others not yet. */
export interface Begun {
  readonly lower: number;
  readonly higher: number;
  readonly direction: 'forth' | 'back';
}

/** The host whose cluster another version took over from, last; undefined when it is not kept. */
export function formerPrimary(versions: readonly HostVersions[], to: number): Host | undefined {
  return lastLeft(versions, to)?.host;
}

export function hostsWith(versions: readonly HostVersions[], version: number): Host[] {
  return versions.filter(({ current }) => current === version).map(({ host }) => host);
}

/**
 * Tells by what the hosts keep which way was begun. Forth, the first host notes when it left its version before it
 * takes another, and the others follow; back, it takes that note away once it has put the later version aside.
 * @returns undefined where all have the same version
 * @throws StandError where nothing tells
 */
export function wayBegun(versions: readonly HostVersions[]): Begun | undefined {
  const [lower, higher, ...more] = [...new Set(versions.map(({ current }) => current))].sort(
    (one, other) => one - other,
  );
  if (lower === undefined || higher === undefined) return undefined;
  const former = lastLeft(versions, lower);
  if (more.length === 0 && former)
    return { lower, higher, direction: former.current === lower ? 'back' : 'forth' };
  const isBack = versions.some((one) => one.current === lower && one.aside.includes(higher));
  if (more.length === 0 && isBack) return { lower, higher, direction: 'back' };
  const names = versions.map(({ host, current }) => `${host.name} (${current})`).join(', ');
  throw new StandError(
    `hosts have different versions of PostgreSQL, and none keeps which one took over: ${names}; nothing was changed; look into /var/lib/postgresql of each`,
    exitCodes.invalid,
  );
}

function lastLeft(versions: readonly HostVersions[], version: number): HostVersions | undefined {
  const when = ({ left }: HostVersions) => Date.parse(left[version] ?? '');
  return versions
    .filter(({ left }) => left[version] !== undefined)
    .sort((one, other) => when(other) - when(one))[0];
}
