import { network } from '@cdktf/provider-libvirt';
import { Construct } from 'constructs';
import type { Stand } from '../model/stand';
import { formatCidr } from '../model/topology/ipv4';
import type { Network } from '../model/topology/networks';
import type { Hypervisors } from './hypervisors';

export interface NetworksProps {
  readonly stand: Stand;
  readonly hypervisors: Hypervisors;
}

/** The stand's libvirt networks. */
export class Networks extends Construct {
  private readonly ids = new Map<string, string>();

  constructor(scope: Construct, id: string, props: NetworksProps) {
    super(scope, id);
    for (const facts of props.stand.networks) {
      // A bridge is there already.
      if (!facts.bridge) this.ids.set(facts.name, this.declare(props, facts).id);
    }
  }

  /** A reference to libvirt's id of a network, which changes when the network is replaced. */
  idOf({ name }: Network): string {
    return this.ids.get(name) as string;
  }

  private declare({ stand, hypervisors }: NetworksProps, facts: Network): network.Network {
    const { name, kind, cidr } = facts;
    const provider = hypervisors.ofNetwork(facts);
    const common = { provider, name: libvirtNetworkName(stand, name), autostart: true };
    if (kind === 'isolated') return new network.Network(this, name, { ...common, mode: 'none' });
    // Addresses are static.
    const routed = { ...common, addresses: [formatCidr(cidr)], dhcp: { enabled: false } };
    if (kind === 'nat') {
      // Its DNS forwards to the hypervisor's resolver.
      return new network.Network(this, name, { ...routed, mode: 'nat', dns: { enabled: true } });
    }
    return new network.Network(this, name, {
      ...routed,
      mode: 'route',
      // No DNS for strangers: of `dns: { enabled: false }` the provider tells libvirt nothing, whose default is yes.
      dnsmasqOptions: { options: [{ optionName: 'port', optionValue: '0' }] },
    });
  }
}

export function libvirtNetworkName(stand: Stand, network: string): string {
  return `${stand.name}-${network}`;
}
