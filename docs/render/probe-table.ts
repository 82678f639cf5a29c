import { probesOf } from '../../checks';
import type { Probe } from '../../checks/probe';
import type { Tools } from '../../checks/tools';
import type { Stand } from '../../model/stand';
import { table } from './table';

/** Probes are listed here, not run. */
const tools: Tools = {
  authority: '',
  clientAuthority: '',
  ask: () => Promise.reject(new Error('not asked')),
  askHere: () => Promise.reject(new Error('not asked')),
};

/** What `check` tries, as a table with a line for all probes that differ in their hosts alone. */
export function probeTable(stand: Stand): string {
  const rows = [...alike(stand, probesOf(stand, tools))].map(([name, same]) => {
    const [expected = '', ...other] = new Set(
      same.map((probe) => withoutHosts(stand, probe.expected)),
    );
    const differs = other.length > 0 ? `${expected}; differs by host` : expected;
    return [same[0].group, name, `${same.length}`, differs];
  });
  return [
    '# Probes',
    '',
    'Generated from the model by `npm run docs`: what `./stand check` tries on this stand. HOST stands for',
    'each host; the report has its name. A failed probe reports what it saw, and a command that shows',
    'more. Messages are sent between sessions of the account `stand-check`, which no user has; none is',
    'kept.',
    '',
    ...table(['group', 'probe', 'how many', 'expected'], rows),
    '',
  ].join('\n');
}

/** Probes by their names without hosts. */
function alike(stand: Stand, probes: readonly Probe[]): Map<string, [Probe, ...Probe[]]> {
  const found = new Map<string, [Probe, ...Probe[]]>();
  for (const probe of probes) {
    const name = withoutHosts(stand, probe.name);
    const known = found.get(name);
    if (known) known.push(probe);
    else found.set(name, [probe]);
  }
  return found;
}

function withoutHosts({ hosts }: Stand, text: string): string {
  return hosts.reduce((rest, { name }) => rest.replaceAll(name, 'HOST'), text);
}
