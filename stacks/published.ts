import { resource } from '@cdktf/provider-null';
import type { Construct } from 'constructs';
import { shellQuote } from '../controller/shell-quote';
import {
  hypervisorOf,
  type Publication,
  publicationName,
  publications,
} from '../model/published/publications';
import { publishedRules } from '../model/published/rules';
import type { Stand } from '../model/stand';
import { formatCidr } from '../model/topology/ipv4';

export interface PublicationProps {
  readonly stand: Stand;
  /** Folder of the running lab. */
  readonly lab: string;
  /** The program that loads and removes rules. */
  readonly program: string;
}

/** Has each hypervisor, or the lab with its machine, forward to the stand what the world may use of it. */
export function declarePublications(scope: Construct, props: PublicationProps): void {
  for (const publication of publications(props.stand)) declare(scope, props, publication);
}

function declare(scope: Construct, props: PublicationProps, publication: Publication): void {
  const { stand, lab, program } = props;
  const { network, address } = publication;
  const name = publicationName(stand, publication);
  const elsewhere = hypervisorOf(stand, publication);
  const place = elsewhere ?? lab;
  const rules = publishedRules(stand, publication);
  const start = [program, 'start', place, name, address, formatCidr(network.cidr)];
  // Only what the resource itself remembers may be read when it goes. biome-ignore lint: Terraform's syntax
  const stop = `${shellQuote(program)} stop "\${self.triggers.place}" "\${self.triggers.name}"`;
  const interpreter = ['bash', '-c'];
  new resource.Resource(scope, `${network.name}_published`, {
    triggers: { place, name, rules },
    provisioners: [
      {
        type: 'local-exec',
        interpreter,
        command: start.map(shellQuote).join(' '),
        environment: {
          RULES: rules,
          ...(!elsewhere && { MACHINE_RULES: publishedRules(stand, publication, 'hypervisor') }),
        },
      },
      { type: 'local-exec', interpreter, when: 'destroy', command: stop },
    ],
  });
}
