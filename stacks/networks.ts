import { network } from '@cdktf/provider-libvirt';
import { resource } from '@cdktf/provider-null';
import { Construct } from 'constructs';
import { shellQuote } from '../controller/shell-quote';
import { nameServerConfiguration, servedNetwork } from '../model/dns/name-server';
import type { Stand } from '../model/stand';
import { formatCidr } from '../model/topology/ipv4';
import type { Network } from '../model/topology/networks';
import type { Hypervisors } from './hypervisors';

export interface NetworksProps {
  readonly stand: Stand;
  readonly hypervisors: Hypervisors;
  /** Folder of the lab's scripts. */
  readonly scripts: string;
  /** Folder of the running lab. */
  readonly lab: string;
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
    const served = servedNetwork(props.stand);
    if (served) this.declareRecords(props, served);
  }

  /** A reference to libvirt's id of a network, which changes when the network is replaced. */
  idOf({ name }: Network): string {
    return this.ids.get(name) as string;
  }

  private declare({ stand, hypervisors }: NetworksProps, facts: Network): network.Network {
    const { name, kind, cidr, ipv6 } = facts;
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
      ...(ipv6 && { addresses: [...routed.addresses, ipv6.cidr] }),
      mode: 'route',
      // No DNS for strangers: of `dns: { enabled: false }` the provider tells libvirt nothing, whose default is yes.
      dnsmasqOptions: { options: [{ optionName: 'port', optionValue: '0' }] },
    });
  }

  /** Tells the stand's records there; the provider would make the network anew for another record. */
  private declareRecords({ stand, scripts, lab }: NetworksProps, { name, router }: Network): void {
    const records = nameServerConfiguration(stand, router as string);
    const interpreter = [`${scripts}/enter`, lab, 'bash', '-c'];
    const run = (action: string) =>
      [`${scripts}/name-server`, action, lab].map(shellQuote).join(' ');
    new resource.Resource(this, `${name}_records`, {
      triggers: { records },
      provisioners: [
        {
          type: 'local-exec',
          interpreter,
          command: run('start'),
          environment: { RECORDS: records },
        },
        { type: 'local-exec', interpreter, when: 'destroy', command: run('stop') },
      ],
    });
  }
}

export function libvirtNetworkName(stand: Stand, network: string): string {
  return `${stand.name}-${network}`;
}
