import { type RoleName, roleNames, type StandConfig } from '../description/config';
import type { Fault } from '../description/faults/faults';
import { tenanciesOf } from './floating';
import type { Host } from './hosts';

/** A group of the Ansible inventory. */
export interface Group {
  readonly name: string;
  /** All its hosts, those of its children included. */
  readonly hosts: readonly Host[];
  /** Groups it is made of; empty when hosts are listed directly. */
  readonly children: readonly string[];
}

const groupOfRole: Readonly<Record<RoleName, string>> = {
  ejabberd: 'ejserver',
  postgresql: 'psqlserver',
  etcd: 'etcd',
  gateway: 'gwserver',
  backup: 'bkserver',
  monitoring: 'monserver',
};

/**
 * Groups made of other groups. `prometheuses`, and `baculas-script` below, are of no use to the
 * project's playbooks: they are there for flows and playbooks of its users.
 */
const parents: Readonly<Record<string, readonly string[]>> = {
  baculas: ['ejserver', 'psqlserver', 'monserver'],
  filedaemons: ['ejserver', 'psqlserver', 'bkserver', 'monserver'],
  prometheuses: ['ejserver', 'psqlserver', 'gwserver', 'bkserver'],
};

/** Groups that hosts join by their description: hosts of `baculas-script` run scripts around a backup. */
const joined = ['baculas-script'];

/** The hosts that have a floating address, or take one over; there is no such group where nobody does. */
const floatingGroup = 'floating';

export function deriveGroups(hosts: readonly Host[]): Group[] {
  const byRole = roleNames.map((role) => ({
    name: groupOfRole[role],
    hosts: hosts.filter(({ roles }) => roles.includes(role)),
    children: [],
  }));
  const byParent = Object.entries(parents).map(([name, children]) => {
    const members = new Set(
      byRole.filter((group) => children.includes(group.name)).flatMap((group) => group.hosts),
    );
    return { name, hosts: hosts.filter((host) => members.has(host)), children };
  });
  const byHost = joined.map((name) => ({
    name,
    hosts: hosts.filter(({ extraGroups }) => extraGroups.includes(name)),
    children: [],
  }));
  const floating = hosts.filter((host) => tenanciesOf({ hosts }, host).length > 0);
  return [
    ...[...byRole, ...byParent, ...byHost],
    ...(floating.length > 0 ? [{ name: floatingGroup, hosts: floating, children: [] }] : []),
  ];
}

/** Every name that a flow can mean, besides the networks'. */
export const groupNames: readonly string[] = [
  ...Object.values(groupOfRole),
  ...Object.keys(parents),
  ...joined,
  floatingGroup,
];

/** Names that mean something else to Ansible's inventory or to every host's /etc/hosts. */
const reserved = ['ungrouped', 'localhost', 'ip6-localhost', 'ip6-loopback'];

export function groupFaults(config: StandConfig): Fault[] {
  const unknown = Object.entries(config.hosts).flatMap(([name, { groups = [] }]) =>
    groups
      .filter((group) => !joined.includes(group))
      .map((group) => ({
        where: `host '${name}'`,
        what: `cannot join group '${group}'`,
        remedy: `choose from ${joined.join(', ')}; other groups follow from roles`,
      })),
  );
  const names = new Set([...groupNames, 'all', 'any', 'world']);
  const isTaken = (name: string) => reserved.includes(name) || Object.hasOwn(config.networks, name);
  const clashes = [
    ...Object.keys(config.networks).map((name) => ['network', name] as const),
    ...Object.keys(config.hosts).map((name) => ['host', name] as const),
  ]
    .filter(([kind, name]) => names.has(name) || (kind === 'host' && isTaken(name)))
    .map(([kind, name]) => ({
      where: `${kind} '${name}'`,
      what: `its name must not be that of a group or a network, or Ansible's own; got '${name}'`,
      remedy: 'rename it',
    }));
  return [...unknown, ...clashes];
}

/** The hosts of a group, or of `all`. */
export function hostsOf(
  stand: { groups: readonly Group[]; hosts: readonly Host[] },
  name: string,
): readonly Host[] {
  if (name === 'all') return stand.hosts;
  return stand.groups.find((group) => group.name === name)?.hosts ?? [];
}

const members = new WeakMap<readonly Host[], ReadonlySet<Host>>();

/**
 * Whether a host is in a group, or in `all`. Every host is asked of every service and flow: looking
 * through lists would take the square of their number.
 */
export function isInGroup(
  stand: { groups: readonly Group[]; hosts: readonly Host[] },
  name: string,
  host: Host,
): boolean {
  const hosts = hostsOf(stand, name);
  const known = members.get(hosts) ?? new Set(hosts);
  members.set(hosts, known);
  return known.has(host);
}
