import { join } from 'node:path';
import { provider as libvirt } from '@cdktf/provider-libvirt';
import { provider as nullProvider } from '@cdktf/provider-null';
import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { Stand } from '../model/stand';
import { addBackend } from './backend';
import { Containers } from './containers';
import { Networks } from './networks';
import { Services } from './services';

export interface StandStackProps {
  readonly stand: Stand;
  readonly paths: {
    readonly root: string;
    readonly runtime: string;
    readonly lab: string;
    readonly hosts: string;
    readonly knownHosts: string;
    readonly identity: string;
  };
  /** Root file system of the hosts. */
  readonly image: string;
  /** For each host by name, the rendered text whose change makes a new host. */
  readonly shapes: Readonly<Record<string, string>>;
  /** For each playbook by name, the digest of all that it reads. */
  readonly digests: Readonly<Record<string, string>>;
}

/** A whole stand: networks, the hosts on them, the services on those. */
export class StandStack extends TerraformStack {
  constructor(
    scope: Construct,
    id: string,
    { stand, paths, image, shapes, digests }: StandStackProps,
  ) {
    super(scope, id);
    addBackend(this, stand.state, paths.runtime);
    const socket = join(paths.lab, 'run', 'libvirt-sock');
    new libvirt.LibvirtProvider(this, 'libvirt', { uri: `qemu:///system?socket=${socket}` });
    new nullProvider.NullProvider(this, 'null');

    const scripts = join(paths.root, 'lab');
    const networks = new Networks(this, 'networks', { stand });
    const containers = new Containers(this, 'hosts', {
      stand,
      networks,
      image,
      scripts,
      shapes,
      ...paths,
    });
    new Services(this, 'services', {
      stand,
      containers,
      digests,
      play: join(paths.root, 'ansible', 'play'),
      interpreter: [join(scripts, 'enter'), paths.lab, 'bash', '-c'],
    });
  }
  /** Nothing: it would resolve all resources once more, to find references to other stacks. */
  override prepareStack(): void {}
}
