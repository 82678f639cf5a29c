import type { HostConfig, StandConfig } from '../description/config';
import type { Fault, Finding } from '../description/faults/faults';
import { own } from '../description/own';
import { floatingRoles, virtualRouterId } from './floating';
import { formatCidr, misfit } from './ipv4';
import { holderOf, type Network } from './networks';

/** Faults of the addresses that hosts take over from each other. */
export function floatingFaults(config: StandConfig, networks: readonly Network[]): Fault[] {
  return Object.entries(config.hosts)
    .filter(([, { floating = {} }]) => Object.keys(floating).length > 0)
    .flatMap(([name, host]) =>
      [
        ...roleFaults(config, name, host),
        ...gatewayFaults(host, networks),
        ...Object.entries(host.floating ?? {}).flatMap(([network, address]) =>
          addressFaults(config, networks, { host: name, network, address }),
        ),
      ].map((finding) => ({ where: `host '${name}'`, ...finding })),
    );
}

function roleFaults({ hosts }: StandConfig, name: string, host: HostConfig): Finding[] {
  const [role, ...more] = floatingRoles.filter((one) => host.roles.includes(one));
  if (role === undefined || more.length > 0) {
    const what = `must have one of the roles ${floatingRoles.join(' and ')} for a floating address; got ${host.roles.join(', ')}`;
    return [{ what, remedy: 'remove floating, or move the other role to another host' }];
  }
  const networks = Object.keys(host.floating ?? {});
  const takesOver = ([other, { roles, addresses }]: [string, HostConfig]) =>
    other !== name &&
    roles.includes(role) &&
    networks.every((network) => own(addresses, network) !== undefined);
  if (Object.entries(hosts).some(takesOver)) return [];
  const what = `nobody could take its floating address over: no other host has the role ${role} and an address in ${networks.join(' and ')}`;
  return [{ what, remedy: 'describe one, or remove floating' }];
}

/** What one gateway forwards, the answers to it come by the same. */
function gatewayFaults(
  { roles, addresses, floating = {} }: HostConfig,
  networks: readonly Network[],
): Finding[] {
  if (!roles.includes('gateway')) return [];
  return networks
    .filter(({ name, kind }) => kind === 'isolated' && own(addresses, name) !== undefined)
    .filter(({ name }) => own(floating, name) === undefined)
    .map(({ name }) => ({
      what: `must have a floating address in '${name}' too: answers come back by the gateway's address there`,
      remedy: `add one under floating.${name}`,
    }));
}

interface Described {
  readonly host: string;
  readonly network: string;
  readonly address: string;
}

function addressFaults(
  { hosts }: StandConfig,
  networks: readonly Network[],
  described: Described,
): Finding[] {
  const { host, address } = described;
  const network = networks.find(({ name }) => name === described.network);
  const what = `floating address ${address}`;
  if (!network || own(hosts[host]?.addresses ?? {}, network.name) === undefined) {
    const remedy = 'give the host an address of its own there, or choose one of its networks';
    return [{ what: `${what} is in '${described.network}', where the host is not`, remedy }];
  }
  if (network.kind === 'nat') {
    const remedy = 'choose another network: each host is managed at its own address';
    return [{ what: `${what} must not be in '${network.name}', of kind nat`, remedy }];
  }
  const why = misfit(network.cidr, address);
  if (why !== undefined) {
    return [
      {
        what: `floating address in '${network.name}' ${why}`,
        remedy: `choose an address of ${formatCidr(network.cidr)} that no host has`,
      },
    ];
  }
  const holder = holderOf(network, address) ?? hostWith(hosts, network.name, address);
  if (holder) return [{ what: `${what} is that of the ${holder}`, remedy: 'choose a free one' }];
  return twiceFaults(hosts, { ...described, network: network.name });
}

function hostWith(hosts: StandConfig['hosts'], network: string, address: string) {
  const name = Object.keys(hosts).find(
    (name) => own(hosts[name]?.addresses ?? {}, network) === address,
  );
  return name && `host '${name}'`;
}

/** Faults of an address that one described before has, or whose number VRRP cannot tell from that one's. */
function twiceFaults(
  hosts: StandConfig['hosts'],
  { host, network, address }: Described,
): Finding[] {
  const names = Object.keys(hosts);
  const earlier = names.slice(0, names.indexOf(host)).flatMap((name) => {
    const other = own(hosts[name]?.floating ?? {}, network);
    return other === undefined ? [] : [{ name, other }];
  });
  const id = virtualRouterId(address);
  const what = `floating address ${address}`;
  if (id === 0) return [{ what: `${what} must not end with 0`, remedy: 'choose another' }];
  return earlier
    .filter(({ other }) => virtualRouterId(other) === id)
    .map(({ name, other }) =>
      other === address
        ? { what: `${what} is also that of host '${name}'`, remedy: 'choose a free one' }
        : {
            what: `${what} ends with the same number as ${other} of host '${name}'`,
            remedy:
              'choose another: VRRP tells the addresses of a network apart by their last number',
          },
    );
}
