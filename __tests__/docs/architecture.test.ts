import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'architecture.md'), 'utf8');

/** Most files that one may have to write by hand, by what is added. */
const limits: Readonly<Record<string, number>> = {
  'a service': 10,
  'a setting': 3,
  'a probe': 3,
  'a command': 3,
};

const rows = page
  .split('\n')
  .map((line) => /^\| (a \w+) +\| `([^`]+)` +\| (`.*`) *\|$/.exec(line)?.slice(1))
  .filter((row) => row !== undefined) as [kind: string, example: string, files: string][];

/** Files of the rooms that a person writes, and that can name what is added. */
const written = ['ansible/roles', 'checks', 'cli', 'docs/services', 'model', 'operations', 'synth']
  .flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'README.md')
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1)),
  )
  .filter((path) => !path.endsWith('.pyc'));

/** Files that name the example, its role's own apart. */
function naming(example: string): string[] {
  const spelling = new RegExp(`(${example}|${example.replaceAll('_', '-')})(?![a-zA-Z0-9])`);
  return written
    .filter((path) => !path.startsWith(`ansible/roles/${example}/`))
    .filter(
      (path) => path.includes(example) || spelling.test(readFileSync(join(root, path), 'utf8')),
    )
    .sort();
}

test('tells of each kind of thing that can be added', () => {
  expect(rows.map(([kind]) => kind)).toEqual(Object.keys(limits));
});

test.each(rows)(
  '%s such as %s takes the files that the page names, and few',
  (kind, example, cell) => {
    const files = [...cell.matchAll(/`([^`]+)`/g)].map(([, path]) => path as string);
    expect(naming(example)).toEqual(files.sort());
    expect(files.length).toBeLessThanOrEqual(limits[kind] as number);
  },
);

test('takes two screens at most', () => {
  expect(page.split('\n').length).toBeLessThanOrEqual(100);
});
