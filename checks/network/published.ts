import { join } from 'node:path';
import { hypervisorOf, publicationName, publications } from '../../model/published/publications';
import { publishedRules } from '../../model/published/rules';
import type { Stand } from '../../model/stand';
import { okUnless, type Probe } from '../probe';
import type { Tools } from '../tools';

const program = join(__dirname, '..', '..', 'stacks', 'publish');

/** One probe for each published network: its hypervisor forwards what is described, and nothing else. */
export function publishedProbes(stand: Stand, tools: Tools): Probe[] {
  return publications(stand).map((publication) => {
    const { address, forwardings } = publication;
    const place = hypervisorOf(stand, publication);
    const rules = publishedRules(stand, publication);
    const name = publicationName(stand, publication);
    const command = [program, 'obstacles', place ?? 'inside', name];
    return {
      group: 'network',
      name: `what is published at ${address}`,
      expected: 'what is described is forwarded, and stays so after a reboot',
      next: './stand up',
      run: async () => {
        const lines = (await tools.askHere('published.py', { command, rules })) as string[];
        return okUnless(lines, `${forwardings.length} ports and ranges are forwarded`);
      },
    };
  });
}
