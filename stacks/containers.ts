import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { resource } from '@cdktf/provider-null';
import { Construct } from 'constructs';
import type { Host } from '../model/hosts';
import type { Stand } from '../model/stand';
import type { HostIds } from './host-ids';
import { libvirtDomain } from './libvirt-domain';
import type { Networks } from './networks';

export interface ContainersProps {
  readonly stand: Stand;
  readonly networks: Networks;
  /** Digits that tell this checkout's containers from another's. */
  readonly identity: string;
  /** Folder of the lab's scripts. */
  readonly scripts: string;
  /** Folder of the running lab. */
  readonly lab: string;
  /** Root file system that the containers stand on. */
  readonly image: string;
  /** Folder with a folder of rendered files for each host. */
  readonly hosts: string;
  /** Folder with a file of known host keys for each address. */
  readonly knownHosts: string;
  /** For each host by name, the rendered text whose change makes a new container. */
  readonly shapes: Readonly<Record<string, string>>;
  /** Names of hosts that stay as they are. */
  readonly held: readonly string[];
}

/** The hosts as containers of the lab: the provider itself can define virtual machines only. */
export class Containers extends Construct implements HostIds {
  private readonly ids = new Map<string, string>();

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ContainersProps,
  ) {
    super(scope, id);
    for (const host of props.stand.hosts) {
      const { terraformResourceType, friendlyUniqueId } = this.declare(host);
      // As text: thousands of CDKTF's tokens in a trigger take longer than all the rest.
      this.ids.set(host.name, `\${${terraformResourceType}.${friendlyUniqueId}.id}`);
    }
  }

  idOf({ name }: Host): string {
    return this.ids.get(name) as string;
  }

  private declare(host: Host): resource.Resource {
    const { stand, networks, identity, scripts, lab, image, hosts, knownHosts, shapes, held } =
      this.props;
    const domain = libvirtDomain(stand, host, identity).name;
    const interpreter = [`${scripts}/enter`, lab, 'bash', '-c'];
    const shape = createHash('sha256')
      .update(`${basename(image)}\n${shapes[host.name]}`)
      .digest('hex');
    return new resource.Resource(this, host.name, {
      triggers: {
        domain,
        shape,
        networks: host.interfaces.map(({ network }) => networks.idOf(network)).join(','),
      },
      ...(held.includes(host.name) && { lifecycle: { ignoreChanges: 'all' } }),
      provisioners: [
        {
          type: 'local-exec',
          interpreter,
          // A new host has a new key, and connections to the old one lead nowhere.
          command: [
            `rm -rf '${knownHosts}/${host.managementAddress}' /run/stand-ssh`,
            `'${scripts}/container' create '${lab}' '${image}' '${hosts}/${host.name}' '${domain}'`,
          ].join(' && '),
        },
        {
          type: 'local-exec',
          interpreter,
          when: 'destroy',
          // Only what the resource itself remembers may be read here. biome-ignore lint: Terraform's syntax
          command: `'${scripts}/container' destroy '${lab}' "\${self.triggers.domain}"`,
        },
      ],
    });
  }
}
