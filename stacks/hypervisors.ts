import { provider } from '@cdktf/provider-libvirt';
import { Construct } from 'constructs';
import type { Stand } from '../model/stand';
import type { Host } from '../model/topology/hosts';
import type { Network } from '../model/topology/networks';

export interface HypervisorsProps {
  readonly stand: Stand;
  /** Socket of the lab's libvirt. */
  readonly labSocket: string;
}

/** The libvirts that run the stand's networks and virtual machines, each with a provider. */
export class Hypervisors extends Construct {
  /** Of each by name. */
  readonly providers: ReadonlyMap<string, provider.LibvirtProvider>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: HypervisorsProps,
  ) {
    super(scope, id);
    const labUri = `qemu:///system?socket=${props.labSocket}`;
    this.providers = new Map(
      props.stand.hypervisors.map(({ name, uri = labUri }, index) => [
        name,
        // Terraform needs one without an alias, for resources that name none.
        new provider.LibvirtProvider(this, name, { uri, ...(index > 0 && { alias: name }) }),
      ]),
    );
  }

  of({ hypervisor }: Host): provider.LibvirtProvider {
    return this.providers.get(hypervisor) as provider.LibvirtProvider;
  }

  /** That of a network's hosts; one that spans several has a bridge and is not created here. */
  ofNetwork(network: Network): provider.LibvirtProvider {
    const { hosts } = this.props.stand;
    const host = hosts.find(({ interfaces }) =>
      interfaces.some((attached) => attached.network === network),
    );
    return this.of(host ?? (hosts[0] as Host));
  }
}
