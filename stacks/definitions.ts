import { resource } from '@cdktf/provider-null';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { shellQuote } from '../controller/shell-quote';

/** What is changed of a host in place. */
export interface Definition {
  /** Name of the host. */
  readonly host: string;
  /** Address of the resource that changes when the host is made anew. */
  readonly of: string;
  /** What the host is to be like, by name. */
  readonly triggers: Readonly<Record<string, string>>;
  /** What brings it there, as words. */
  readonly command: readonly string[];
}

/** What brings hosts to their described size, once they are there, without making them anew. */
export class Definitions extends Construct implements ITerraformDependable {
  readonly fqn: string;

  constructor(
    scope: Construct,
    id: string,
    definitions: readonly Definition[],
    interpreter: readonly string[],
  ) {
    super(scope, id);
    const names = Object.keys(definitions[0]?.triggers ?? {});
    // No host has an underscore in its name.
    const all = new resource.Resource(this, 'of', {
      triggers: Object.fromEntries(
        [...names, 'host'].map((name) => [name, `\${each.value.${name}}`]),
      ),
      provisioners: [
        {
          type: 'local-exec',
          interpreter: [...interpreter],
          command: '${each.value.command}',
        },
      ],
    });
    // One resource for all: thousands of CDKTF's would take as long as all the rest.
    all.addOverride(
      'for_each',
      Object.fromEntries(
        definitions.map(({ host, of, triggers, command }) => [
          host,
          { ...triggers, host: `\${${of}.id}`, command: command.map(shellQuote).join(' ') },
        ]),
      ),
    );
    this.fqn = `${all.terraformResourceType}.${all.friendlyUniqueId}`;
  }
}
