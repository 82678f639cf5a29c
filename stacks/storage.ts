import { pool, type provider, volume } from '@cdktf/provider-libvirt';
import { Construct } from 'constructs';
import { type DataVolume, dataVolumes, volumeName } from '../model/services/data-volumes';
import type { Stand } from '../model/stand';
import type { Host } from '../model/topology/hosts';

export interface StorageProps {
  readonly stand: Stand;
  readonly provider: provider.LibvirtProvider;
  /** Hosts whose disks lie here. */
  readonly hosts: readonly Host[];
  /** Folder of the disks on the hypervisor. */
  readonly folder: string;
  /** Whether the engine refuses to delete data volumes. */
  readonly protectData: boolean;
  /** Disk image on this machine. */
  readonly image: string;
}

/** The stand's disks on one hypervisor that outlive the machines. */
export class Storage extends Construct {
  readonly pool: pool.Pool;
  /** The backing image of the machines' own disks. */
  readonly base: volume.Volume;
  private readonly data = new Map<string, volume.Volume[]>();

  constructor(scope: Construct, id: string, props: StorageProps) {
    super(scope, id);
    const { stand, provider, hosts, folder, image } = props;
    this.pool = new pool.Pool(this, 'pool', {
      provider,
      name: stand.name,
      type: 'dir',
      target: { path: folder },
    });
    this.base = new volume.Volume(this, 'base', {
      provider,
      name: `${stand.release.codename}.qcow2`,
      pool: this.pool.name,
      source: image,
      // Its path differs on another machine; and a new image must not remove the one that machines use.
      lifecycle: { ignoreChanges: ['source'] },
    });
    for (const host of hosts) {
      const volumes = dataVolumes(stand, host).map((facts) => this.declare(props, host, facts));
      this.data.set(host.name, volumes);
    }
  }

  /** The data volumes of a host, in the order in which they are attached. */
  dataOf({ name }: Host): readonly volume.Volume[] {
    return this.data.get(name) ?? [];
  }

  private declare({ provider, protectData }: StorageProps, host: Host, facts: DataVolume) {
    return new volume.Volume(this, `${host.name}_${facts.label}`, {
      provider,
      name: volumeName(host, facts),
      pool: this.pool.name,
      format: 'qcow2',
      size: facts.sizeGiB * 2 ** 30,
      // Later it is grown by hand: the provider would replace it.
      lifecycle: { preventDestroy: protectData, ignoreChanges: ['size'] },
    });
  }
}
