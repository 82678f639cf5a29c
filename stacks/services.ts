import { resource } from '@cdktf/provider-null';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { shellQuote } from '../controller/shell-quote';
import type { Stand } from '../model/stand';
import { hostsOf } from '../model/topology/groups';
import type { HostIds } from './host-ids';

export interface ServicesProps {
  readonly stand: Stand;
  readonly hosts: HostIds;
  /** Program that runs a playbook by its name. */
  readonly play: string;
  /** What runs the program where the hosts are reachable, such as a wrapper and its arguments. */
  readonly interpreter: readonly string[];
  /** For each playbook by name, all that it reads, by name: values and digests. */
  readonly readings: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A text in which Terraform finds nothing to evaluate. */
function plain(text: string): string {
  return text.replaceAll(/[$%](?=\{)/g, '$&$&');
}

/** One resource a service: its playbook runs when what it reads, or a host under it, has changed. The plan then says what. */
export class Services extends Construct {
  constructor(scope: Construct, id: string, props: ServicesProps) {
    super(scope, id);
    const { stand, readings } = props;
    const declared = new Map<string, resource.Resource>();
    const secrets = this.declare('secrets', props, readings.secrets, []);
    for (const service of stand.services) {
      const hosts = hostsOf(stand, service.group);
      const earlier = service.after.flatMap((name) => declared.get(name) ?? []);
      const triggers = {
        ...readings[service.name],
        hosts: hosts.map((host) => props.hosts.idOf(host)).join(','),
      };
      declared.set(
        service.name,
        this.declare(service.name, props, triggers, [secrets, ...earlier, props.hosts.definitions]),
      );
    }
  }

  private declare(
    name: string,
    { play, interpreter }: ServicesProps,
    triggers: Readonly<Record<string, string>> = {},
    dependsOn: ITerraformDependable[],
  ): resource.Resource {
    return new resource.Resource(this, name, {
      triggers: Object.fromEntries(
        Object.entries(triggers).map(([key, value]) => [
          key,
          key === 'hosts' ? value : plain(value),
        ]),
      ),
      dependsOn,
      provisioners: [
        {
          type: 'local-exec',
          interpreter: [...interpreter],
          command: `${shellQuote(play)} ${name}`,
        },
      ],
    });
  }
}
