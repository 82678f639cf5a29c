import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DiffReport, StandChange } from '../../cli/changes/stand-changes';
import { table } from '../../docs/render/table';
import { describeWith } from '../../test-stand/checkout';
import { hostNames } from '../../test-stand/hosts';
import { stand } from '../../test-stand/stand';
import { type Edit, edits } from './edits';

/** What `diff` says of an edit, in a row of the table. */
async function rowOf({ attribute, what, change }: Edit): Promise<string[]> {
  const restore = describeWith(change);
  const { code, stdout, stderr } = await stand(['diff', '--json']).finally(restore);
  const edit = [`\`${attribute}\``, what];
  if (code !== 0 && code !== 4) {
    const [reason = ''] = stderr
      .split('\n')
      .filter((line) => line.startsWith('nothing was changed'));
    return [...edit, 'refused', reason.replace('nothing was changed: ', '').replace(/[;,]$/, '')];
  }
  const { class: name, changes } = JSON.parse(stdout) as DiffReport;
  return [...edit, changes.length > 0 ? name : 'nothing', wordsFor(changes)];
}

/** What happens to hosts and networks, and which playbooks run. */
function wordsFor(changes: readonly StandChange[]): string {
  const byDeed = new Map<string, string[]>();
  for (const { part, what } of changes.filter(({ part }) => !part.startsWith('service '))) {
    const name = part.replace(/^host /, '');
    byDeed.set(what, [...(byDeed.get(what) ?? []), name]);
  }
  const deeds = [...byDeed].map(([what, names]) =>
    names.length >= hostNames.length ? `every host ${what}` : `${names.sort().join(', ')} ${what}`,
  );
  const services = changes.flatMap(({ part }) => /^service (.*)/.exec(part)?.[1] ?? []).sort();
  const many = services.length > 4 ? `${services.length} playbooks` : services.join(', ');
  const restarted = changes.flatMap(({ part, interrupts }) =>
    interrupts === null ? [] : (/^service (.*)/.exec(part)?.[1] ?? []),
  );
  const restarts =
    restarted.length > 0 ? `, and may restart daemons of ${restarted.sort().join(', ')}` : '';
  const runs = services.length === 0 ? [] : [`${many} run${restarts}`];
  const left = changes.flatMap(({ part, data }) => (part.startsWith('service ') && data) || []);
  return [...deeds, ...runs, ...left].join('; ');
}

const page = join(__dirname, '../../docs/reference/changes.md');

/** `docs/reference/changes.md` is what the engine plans for each attribute; none destroys data. */
export function describeChanges(): void {
  it('is told by the documents what each edit of the description costs', async () => {
    const rows: string[][] = [];
    for (const edit of edits) rows.push(await rowOf(edit));
    const text = readFileSync(page, 'utf8');
    const lines = table(['attribute', 'edit', 'class', 'what happens in the lab'], rows);
    const written = text.split('\n').filter((line) => line.startsWith('|'));
    expect(written.map(words)).toEqual(lines.map(words));
    expect(rows.filter(([, , name]) => name === 'destroys data')).toEqual([]);
  });
}

/** A row without the padding that a formatter adds. */
function words(line: string): string {
  return line.replaceAll(/ +/g, ' ').replaceAll(/-+/g, '-');
}
