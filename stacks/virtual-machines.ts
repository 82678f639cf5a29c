import { join } from 'node:path';
import { domain, volume } from '@cdktf/provider-libvirt';
import { resource } from '@cdktf/provider-null';
import { Construct } from 'constructs';
import { shellQuote } from '../controller/shell-quote';
import type { Stand } from '../model/stand';
import type { Host, Interface } from '../model/topology/hosts';
import { shapeDigest } from './containers';
import { type Definition, Definitions } from './definitions';
import type { HostIds } from './host-ids';
import type { Hypervisors } from './hypervisors';
import { libvirtDomain } from './libvirt-domain';
import type { Networks } from './networks';
import { Storage } from './storage';

export interface VirtualMachinesProps {
  readonly stand: Stand;
  /** Of this checkout. */
  readonly identity: string;
  readonly hypervisors: Hypervisors;
  readonly networks: Networks;
  /** Disk image on this machine. */
  readonly image: string;
  /** Folder of the disks where the stand names none: the lab's. */
  readonly pool: string;
  /** Folder with the disk that each host's cloud-init reads: `HOST.iso`. */
  readonly seeds: string;
  /** For each host by name, the text whose change makes a new machine. */
  readonly shapes: Readonly<Record<string, string>>;
  /** How many machines may boot at a time. */
  readonly boots: number;
  /** Whether the engine refuses to delete data volumes. */
  readonly protectData: boolean;
  /** Program that changes a machine's size. */
  readonly resizeMachine: string;
  /** Program that waits for a host's cloud-init. */
  readonly awaitHost: string;
  /** What runs the program where the hosts are reachable. */
  readonly interpreter: readonly string[];
  /** File that says how ssh reaches the hosts. */
  readonly sshConfig: string;
  /** Folder with a file of known host keys for each address. */
  readonly knownHosts: string;
}

/** The hosts as virtual machines. */
export class VirtualMachines extends Construct implements HostIds {
  private readonly ready: resource.Resource[] = [];
  readonly definitions: Definitions;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: VirtualMachinesProps,
  ) {
    super(scope, id);
    const { stand, hypervisors, image } = props;
    const storages = new Map(
      stand.hypervisors.map(({ name, pool = props.pool }) => {
        const hosts = stand.hosts.filter(({ hypervisor }) => hypervisor === name);
        const provider = hypervisors.providers.get(name) as NonNullable<
          ReturnType<typeof hypervisors.providers.get>
        >;
        const storage = new Storage(scope, `storage_${name}`, {
          ...{ stand, provider, hosts, image, protectData: props.protectData },
          folder: pool,
        });
        return [name, storage];
      }),
    );
    for (const host of stand.hosts) {
      this.ready.push(this.declare(host, storages.get(host.hypervisor) as Storage));
    }
    const definitions = stand.hosts.map((host) => this.definition(host));
    this.definitions = new Definitions(this, 'definitions_', definitions, props.interpreter);
  }

  idOf(host: Host): string {
    return this.readyOf(host).id;
  }

  private readyOf(host: Host): resource.Resource {
    return this.ready[this.props.stand.hosts.indexOf(host)] as resource.Resource;
  }

  private declare(host: Host, storage: Storage): resource.Resource {
    const { stand, identity, hypervisors, seeds, shapes, boots } = this.props;
    const scope = new Construct(this, host.name);
    const provider = hypervisors.of(host);
    const earlier = this.ready.at(-boots);
    const shape = new resource.Resource(scope, 'shape', {
      triggers: { shape: shapeDigest(`${shapes[host.name]}`) },
    });
    // Terraform wants the bare address here, and CDKTF would make an expression of the resource.
    const replaced = `${shape.terraformResourceType}.${shape.friendlyUniqueId}`;
    const common = { provider, pool: storage.pool.name };
    const disk = new volume.Volume(scope, 'disk', {
      ...common,
      name: `${host.name}.qcow2`,
      baseVolumeId: storage.base.id,
      size: host.diskGiB * 2 ** 30,
      lifecycle: { replaceTriggeredBy: [replaced] },
    });
    // A volume, since libvirt_cloudinit_disk is downloaded at every look, and may hang there.
    const seed = new volume.Volume(scope, 'seed', {
      ...common,
      name: `${host.name}-seed.iso`,
      source: join(seeds, `${host.name}.iso`),
      // Read at the first boot only; the base role keeps the same facts up to date ever after.
      lifecycle: { ignoreChanges: 'all', replaceTriggeredBy: [replaced] },
    });
    const machine = new domain.Domain(scope, 'domain', {
      provider,
      name: libvirtDomain(stand, host, identity).name,
      type: stand.hypervisor,
      ...(stand.hypervisor === 'kvm' && { cpu: { mode: 'host-passthrough' } }),
      memory: host.memoryMiB,
      vcpu: host.vcpus,
      autostart: true,
      qemuAgent: true,
      disk: [disk, ...storage.dataOf(host), seed].map(({ id }) => ({ volumeId: id })),
      networkInterface: host.interfaces.map((attached) => this.attach(attached)),
      console: [{ type: 'pty', targetPort: '0', targetType: 'serial' }],
      ...(earlier && { dependsOn: [earlier] }),
      lifecycle: {
        // Its size is changed in place; a disk for what a service keeps from now on comes with a new machine.
        ignoreChanges: ['memory', 'vcpu', 'disk'],
        replaceTriggeredBy: [replaced],
      },
    });
    return this.awaitBoot(scope, host, machine);
  }

  /** The size that a machine is changed to in place. */
  private definition(host: Host): Definition {
    const { stand, identity, resizeMachine } = this.props;
    const { uri, name } = libvirtDomain(stand, host, identity);
    const [memory, vcpus] = [`${host.memoryMiB}`, `${host.vcpus}`];
    const { terraformResourceType, friendlyUniqueId } = this.readyOf(host);
    return {
      host: host.name,
      of: `${terraformResourceType}.${friendlyUniqueId}`,
      triggers: { memory: `${memory} MiB`, vcpus },
      command: [resizeMachine, uri, name, memory, vcpus, ...this.awaits(host)],
    };
  }

  /** A command that waits for a host, as words. */
  private awaits({ managementAddress }: Host): string[] {
    const { awaitHost, sshConfig, knownHosts } = this.props;
    return [awaitHost, sshConfig, knownHosts, managementAddress];
  }

  private attach({ network, mac }: Interface): domain.DomainNetworkInterface {
    if (network.bridge) return { bridge: network.bridge, mac };
    return { networkId: this.props.networks.idOf(network), mac, waitForLease: false };
  }

  private awaitBoot(scope: Construct, host: Host, machine: domain.Domain): resource.Resource {
    const { interpreter } = this.props;
    return new resource.Resource(scope, 'ready', {
      triggers: { domain: machine.id },
      provisioners: [
        {
          type: 'local-exec',
          interpreter: [...interpreter],
          command: this.awaits(host).map(shellQuote).join(' '),
        },
      ],
    });
  }
}
