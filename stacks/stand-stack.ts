import { join } from 'node:path';
import { provider as nullProvider } from '@cdktf/provider-null';
import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { labSocket } from '../lab/settings';
import type { Stand } from '../model/stand';
import { isInLab } from '../model/topology/hypervisors';
import { recordAccounts } from './account-records';
import { addBackend } from './backend';
import { Containers } from './containers';
import { addDeployed, type Deployed } from './deployed';
import { addEncryption } from './encryption';
import type { HostIds } from './host-ids';
import { recordHosts } from './host-records';
import { Hypervisors } from './hypervisors';
import { Networks } from './networks';
import { declarePublications } from './published';
import { Services } from './services';
import { VirtualMachines } from './virtual-machines';

export interface StandStackProps {
  readonly stand: Stand;
  readonly paths: {
    readonly root: string;
    readonly runtime: string;
    readonly lab: string;
    readonly hosts: string;
    readonly seeds: string;
    readonly knownHosts: string;
    readonly pool: string;
    readonly sshConfig: string;
    readonly identity: string;
  };
  /** The file from whose password the key of an encrypted state is made. */
  readonly vaultPasswordFile: string;
  /** What the state is to say of this checkout. */
  readonly deployed: Deployed;
  /** Root file system of containers, disk image of virtual machines. */
  readonly image: string;
  /** How many virtual machines may boot at a time. */
  readonly boots: number;
  /** Whether the engine refuses to delete data volumes. @default true */
  readonly protectData?: boolean;
  /** For each host by name, the rendered text whose change makes a new host. */
  readonly shapes: Readonly<Record<string, string>>;
  /** For each playbook by name, all that it reads, by name: values and digests. */
  readonly readings: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A whole stand: networks, hosts and services. */
export class StandStack extends TerraformStack {
  constructor(scope: Construct, id: string, props: StandStackProps) {
    super(scope, id);
    const { stand, paths, readings } = props;
    addBackend(this, stand.state, paths.runtime);
    addEncryption(this, stand.state.encrypted, [
      join(paths.root, 'toolchain', 'state-key'),
      props.vaultPasswordFile,
    ]);
    addDeployed(this, props.deployed);
    recordHosts(this, stand);
    recordAccounts(this, stand);
    new nullProvider.NullProvider(this, 'null');
    const hypervisors = new Hypervisors(this, 'hypervisors', {
      stand,
      labSocket: labSocket(paths),
    });
    const scripts = join(paths.root, 'lab');
    const networks = new Networks(this, 'networks', {
      ...{ stand, hypervisors, scripts, lab: paths.lab },
    });
    declarePublications(networks, {
      ...{ stand, lab: paths.lab, program: join(paths.root, 'stacks', 'publish') },
    });
    new Services(this, 'services', {
      stand,
      hosts: this.declareHosts(props, hypervisors, networks),
      readings,
      play: join(paths.root, 'ansible', 'play'),
      interpreter: interpreter(props),
    });
  }

  private declareHosts(
    props: StandStackProps,
    hypervisors: Hypervisors,
    networks: Networks,
  ): HostIds {
    const { stand, paths, image, shapes, boots, protectData = true } = props;
    const awaitHost = join(paths.root, 'cloudinit', 'await');
    if (stand.hypervisor === 'lxc') {
      const scripts = join(paths.root, 'lab');
      const given = { stand, networks, image, scripts, shapes, awaitHost };
      return new Containers(this, 'hosts', { ...given, ...paths });
    }
    return new VirtualMachines(this, 'hosts', {
      ...{ stand, hypervisors, networks, image, shapes, boots, protectData },
      ...paths,
      awaitHost,
      resizeMachine: join(paths.root, 'stacks', 'resize-machine'),
      interpreter: interpreter(props),
    });
  }
  /** Nothing: it would resolve all resources once more, to find references to other stacks. */
  override prepareStack(): void {}
}

/** What runs a program where the hosts are reachable. */
function interpreter({ stand, paths }: StandStackProps): string[] {
  const enter = isInLab(stand) ? [join(paths.root, 'lab', 'enter'), paths.lab] : [];
  return [...enter, 'bash', '-c'];
}
