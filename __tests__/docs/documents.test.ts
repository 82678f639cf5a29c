import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { probesOf } from '../../checks';
import { documents } from '../../docs/render/files';
import { buildStand } from '../../model/build-stand';
import { answering } from '../checks/answers';
import { shipped } from '../fixtures';

const root = resolve(__dirname, '..', '..');
const stand = buildStand(shipped);

test.each(Object.entries(documents(stand)))('%s is what the model says', (path, text) => {
  expect(readFileSync(join(root, path), 'utf8')).toBe(text);
});

test('the picture shows every host and every address', () => {
  const picture = documents(stand)['docs/stand.svg'];
  for (const host of stand.hosts) {
    expect(picture).toContain(`>${host.name}<`);
    for (const { address } of host.interfaces) expect(picture).toContain(`>${address}<`);
  }
});

test('the table of flows has a row for each flow', () => {
  const rows = documents(stand)
    ['docs/reference/flows.md']?.split('\n')
    .filter((line) => /^\| /.test(line));
  expect(rows).toHaveLength(stand.flows.length + 2);
});

test('the table of probes counts every probe', () => {
  const rows =
    documents(stand)['docs/reference/probes.md']?.matchAll(/^\| \S+ \| .* \| (\d+) \|/gm);
  const counted = [...(rows ?? [])].reduce((sum, [, count]) => sum + Number(count), 0);
  expect(counted).toBe(probesOf(stand, answering({}).tools).length);
});
