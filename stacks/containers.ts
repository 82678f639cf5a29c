import { createHash } from 'node:crypto';
import { resource } from '@cdktf/provider-null';
import { Construct } from 'constructs';
import { shellQuote } from '../controller/shell-quote';
import { dataVolumes } from '../model/services/data-volumes';
import type { Stand } from '../model/stand';
import type { Host } from '../model/topology/hosts';
import { type Definition, Definitions } from './definitions';
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
  /** Program that waits for a host. */
  readonly awaitHost: string;
  /** File that says how ssh reaches the hosts. */
  readonly sshConfig: string;
  /** Folder with a file of known host keys for each address. */
  readonly knownHosts: string;
  /** For each host by name, the rendered text whose change makes a new container. */
  readonly shapes: Readonly<Record<string, string>>;
}

/** Containers that all boot at once took 15 s when measured. */
const bootSeconds = 300;

/** What the engine keeps of the text whose change makes a new host. */
export function shapeDigest(shape: string): string {
  return createHash('sha256').update(shape).digest('hex');
}

function commandLine(words: readonly string[]): string {
  return words.map(shellQuote).join(' ');
}

function addressOf({ terraformResourceType, friendlyUniqueId }: resource.Resource): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}

/** The hosts as containers of the lab: the provider itself can define virtual machines only. */
export class Containers extends Construct implements HostIds {
  private readonly ids = new Map<string, string>();
  readonly definitions: Definitions;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ContainersProps,
  ) {
    super(scope, id);
    const definitions = props.stand.hosts.map((host) => {
      const address = addressOf(this.declare(host));
      // As text: thousands of CDKTF's tokens in a trigger take longer than all the rest.
      this.ids.set(host.name, `\${${address}.id}`);
      return this.definition(host, address);
    });
    const interpreter = [`${props.scripts}/enter`, props.lab, 'bash', '-c'];
    this.definitions = new Definitions(this, 'definitions_', definitions, interpreter);
  }

  idOf({ name }: Host): string {
    return this.ids.get(name) as string;
  }

  /** What a container is changed to in place: its size, and what it keeps outside of it. */
  private definition(host: Host, of: string): Definition {
    const { stand, identity, scripts, lab, hosts } = this.props;
    const domain = libvirtDomain(stand, host, identity).name;
    const data = dataVolumes(stand, host).map(({ label }) => label);
    return {
      host: host.name,
      of,
      triggers: {
        memory: `${host.memoryMiB} MiB`,
        vcpus: `${host.vcpus}`,
        data: data.join(' '),
      },
      command: [
        ...[`${scripts}/container`, 'define', lab, `${hosts}/${host.name}`, domain],
        ...[`${host.memoryMiB}`, `${host.vcpus}`, ...this.awaits(host)],
      ],
    };
  }

  /** A command that waits for a host, as words. */
  private awaits({ managementAddress }: Host): string[] {
    const { awaitHost, sshConfig, knownHosts } = this.props;
    return [
      ...['env', `AWAIT_SECONDS=${bootSeconds}`],
      ...[awaitHost, sshConfig, knownHosts, managementAddress],
    ];
  }

  private declare(host: Host): resource.Resource {
    const { stand, networks, identity, scripts, lab, image, hosts, shapes } = this.props;
    const container = `${scripts}/container`;
    const domain = libvirtDomain(stand, host, identity).name;
    const interpreter = [`${scripts}/enter`, lab, 'bash', '-c'];
    const shape = shapeDigest(`${shapes[host.name]}`);
    return new resource.Resource(this, host.name, {
      triggers: {
        domain,
        shape,
        networks: host.interfaces.map(({ network }) => networks.idOf(network)).join(','),
      },
      provisioners: [
        {
          type: 'local-exec',
          interpreter,
          // Connections to the host that was there before lead nowhere.
          command: [
            ['rm', '-rf', '/run/stand-ssh'],
            [container, 'create', lab, image, `${hosts}/${host.name}`, domain],
            // One that never answers has failed, so that it is made again.
            this.awaits(host),
            // Where the engine was killed this ends here: it has not written the host down.
            ['echo', `${host.name} has answered`],
            [container, 'finish', lab, domain],
          ]
            .map(commandLine)
            .join(' && '),
        },
        {
          type: 'local-exec',
          interpreter,
          when: 'destroy',
          // Only what the resource itself remembers may be read here. biome-ignore lint: Terraform's syntax
          command: `${commandLine([container, 'destroy', lab])} "\${self.triggers.domain}"`,
        },
      ],
    });
  }
}
