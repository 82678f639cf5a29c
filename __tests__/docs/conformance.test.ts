import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { probesOf } from '../../checks';
import { features, trialOf } from '../../docs/render/conformance';
import { buildStand } from '../../model/build-stand';
import { answering } from '../checks/answers';
import { shipped } from '../fixtures';

const root = resolve(__dirname, '..', '..');
const endToEnd = join(root, '__tests__', 'e2e');

/** What conformance.py tries, as it registers it. */
const trials = readdirSync(join(endToEnd, 'xmpp'))
  .filter((name) => name.startsWith('conform_'))
  .map((name) => readFileSync(join(endToEnd, 'xmpp', name), 'utf8'))
  .flatMap((text) => [
    ...[...text.matchAll(/^@feature\((.*)\)$/gm)].flatMap(([, names = '']) => [
      ...names.matchAll(/"([^"]+)"/g),
    ]),
    // What merely passes from one client to the other.
    ...text.matchAll(/^ {4}"((?:XEP|RFC)[^"]+)": /gm),
  ])
  .map(([, name]) => name);

test('each feature that is tried between the nodes is in the table, and the other way round', () => {
  const told = features.map(trialOf).filter((name) => name !== undefined);
  expect([...new Set(told)].sort()).toEqual(trials.sort());
});

test('no row stands there twice', () => {
  const rows = features.map(({ specification, name }) => `${specification} ${name}`);
  expect(rows.filter((row, index) => rows.indexOf(row) < index)).toEqual([]);
});

test('each probe is one that `check` runs on each node', () => {
  const names = probesOf(buildStand(shipped), answering({}).tools).map(({ name }) => name);
  for (const { by } of features) {
    if (!('probe' in by)) continue;
    for (const node of ['e1server', 'e2server'])
      expect(names).toContainEqual(
        expect.stringMatching(new RegExp(`^${by.probe} (on|from) ${node}`)),
      );
  }
});

test('each other test has the title that is told', () => {
  for (const { by } of features)
    if ('test' in by)
      expect(readFileSync(join(endToEnd, by.test[0]), 'utf8')).toContain(`('${by.test[1]}'`);
});

test('what is not there is not configured', () => {
  const modules = join(root, 'ansible/roles/ejabberd/templates/modules.yml.j2');
  const configured = [...readFileSync(modules, 'utf8').matchAll(/^ {2}(\w+):/gm)];
  for (const { by } of features)
    if ('lacking' in by && by.module)
      expect(configured.map(([, name]) => name)).not.toContain(by.module);
});
