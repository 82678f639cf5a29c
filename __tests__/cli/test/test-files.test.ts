import { basename, resolve } from 'node:path';
import { suites } from '../../../cli/test/suites';
import { findTestFiles } from '../../../cli/test/test-files';

const root = resolve(__dirname, '..', '..', '..');

test('files come in the order of their numbers, with the one that deploys the stand', async () => {
  const e2e = suites.filter(({ name }) => name === 'e2e' || name === 'yamllint');
  const [yamllint, found] = [...(await findTestFiles(root, e2e)).values()];
  expect(yamllint).toEqual([]);
  const names = (found as string[]).map((path) => basename(path, '.test.ts'));
  expect(names[0]).toMatch(/^1-/);
  expect(names.at(-1)).toBe('17-down');
  expect(names).toContain(e2e.at(-1)?.deployedBy);
}, 120_000);

test('why Jest does not list any is told', async () => {
  const command = ['npx', '--no-install', 'jest', '--config', 'missing.js'];
  const suite = { name: 'odd', title: 'odd', command, jest: true };
  await expect(findTestFiles(root, [suite])).rejects.toThrow(
    /does not list its tests:\n(.*\n)*.*missing\.js/,
  );
}, 120_000);
