import type { RoleName } from '../description/config';
import type { FloatingAddress, Host } from './hosts';
import { parseAddress } from './ipv4';

/** Roles whose hosts can take over each other's addresses. */
export const floatingRoles = ['ejabberd', 'gateway'] as const satisfies RoleName[];

/** A floating address, and the hosts that may have it. */
export interface Tenancy extends FloatingAddress {
  /** Whose it is while all are well. */
  readonly owner: Host;
  /** Those that take it over, each when all before it are gone too. */
  readonly standIns: readonly Host[];
}

interface Hosts {
  readonly hosts: readonly Host[];
}

const known = new WeakMap<readonly Host[], Tenancy[]>();

/** Every floating address of a stand. */
export function tenancies({ hosts }: Hosts): Tenancy[] {
  const found =
    known.get(hosts) ??
    hosts.flatMap((owner) => {
      const standIns = standInsOf(hosts, owner);
      return owner.floating.map((floating) => ({ ...floating, owner, standIns }));
    });
  known.set(hosts, found);
  return found;
}

/** The floating addresses that a host has or may take over. */
export function tenanciesOf(topology: Hosts, host: Host): Tenancy[] {
  return tenancies(topology).filter(
    ({ owner, standIns }) => owner === host || standIns.includes(host),
  );
}

/** The hosts whose addresses a host may take over. */
export function ownersBeside(topology: Hosts, host: Host): Host[] {
  const owners = tenanciesOf(topology, host).map(({ owner }) => owner);
  return [...new Set(owners)].filter((owner) => owner !== host);
}

/**
 * The hosts that take over a host's floating addresses: those with its role that are attached to all of these networks,
 * beginning with the one that is described after it, so that several that are gone have different ones.
 */
function standInsOf(hosts: readonly Host[], owner: Host): Host[] {
  const role = floatingRoles.find((name) => owner.roles.includes(name));
  if (!role || owner.floating.length === 0) return [];
  const start = hosts.indexOf(owner) + 1;
  return [...hosts.slice(start), ...hosts.slice(0, start - 1)].filter(
    ({ roles, interfaces }) =>
      roles.includes(role) &&
      owner.floating.every(({ network }) => interfaces.some((one) => one.network === network)),
  );
}

/** By which VRRP tells the floating addresses of a network apart, 1 to 255: the last number of the address. */
export function virtualRouterId(address: string): number {
  return (parseAddress(address) as number) & 255;
}
