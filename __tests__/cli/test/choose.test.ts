import { basename, dirname, join, resolve } from 'node:path';
import { type Choice, choose, type TestFiles } from '../../../cli/test/choose';
import { type Suite, suites } from '../../../cli/test/suites';
import { exitCodes } from '../../../controller/errors';

const root = resolve(__dirname, '..', '..', '..');
const tests = (folder: string, ...names: string[]) =>
  names.map((name) => join(root, '__tests__', folder, `${name}.test.ts`));

const files: Record<string, readonly string[]> = {
  unit: tests('', 'bench/failover', 'controller/shell-quote', 'drills/failover'),
  e2e: tests('e2e', '1-interruption', '2-up', '7-guard', '8-failover', '11-partition', '12-reboot'),
  release: tests('release', 'bookworm'),
  machines: tests('machines', 'virtual-machines'),
};
const known: TestFiles = new Map(suites.map((suite) => [suite, files[suite.name] ?? []]));

const suiteOf = (name: string) => suites.find((suite) => suite.name === name) as Suite;

/** Names of the chosen suites, each with names of files where not all are run. */
const told = (choices: readonly Choice[]) =>
  Object.fromEntries(
    choices.map(({ suite, files }) => [
      suite.name,
      files?.map((path) => basename(path, '.test.ts')) ?? 'all',
    ]),
  );

test('a suite is chosen by its name, not by what its files are called', () => {
  expect(told(choose(['yamllint', 'machines'], known))).toEqual({
    yamllint: 'all',
    machines: 'all',
  });
});

test('every suite has a name of its own', () => {
  expect(new Set(suites.map(({ name }) => name)).size).toBe(suites.length);
});

test('what the unit tests need is fetched for one of them too', () => {
  expect(told(choose(['shell-quote'], known))).toEqual({
    schemas: 'all',
    promtool: 'all',
    unit: ['shell-quote'],
  });
});

test('a path is looked for below the project’s folder only', () => {
  expect(told(choose(['./__tests__/drills/failover.test.ts'], known)).unit).toEqual(['failover']);
  const above = join(basename(dirname(root)), basename(root), '__tests__');
  expect(() => choose([above], known)).toThrow('--only must be');
  expect(() => choose(['test.ts'], known)).toThrow('--only must be');
  expect(told(choose(['bookworm.test.ts'], known))).toEqual({ release: ['bookworm'] });
});

test('a file is chosen by part of its name, in whichever suite has it', () => {
  const { unit, e2e } = told(choose(['failover'], known));
  expect(e2e).toEqual(['8-failover']);
  expect(unit).toEqual(['failover', 'failover']);
});

test('with a slash it is looked for in the whole path', () => {
  const path = join('__tests__', 'drills', 'failover.test.ts');
  const [, , unit] = choose([path], known);
  expect(unit?.files).toEqual([join(root, path)]);
});

test('names add up, and a suite that is named is run as a whole', () => {
  expect(told(choose(['7-guard', 'bookworm', '11-partition', 'release'], known))).toEqual({
    e2e: ['7-guard', '11-partition'],
    release: 'all',
  });
});

describe('end-to-end files', () => {
  const e2e = (...names: string[]) => {
    const choice = choose(names, known).find(({ suite }) => suite.name === 'e2e');
    return [told([choice as Choice]).e2e, choice?.deploysFirst === true];
  };

  test('that expect a stand get one first', () => {
    expect(e2e('7-guard')).toEqual([['7-guard'], true]);
    expect(e2e('12-reboot')).toEqual([['12-reboot'], true]);
  });

  test('that deploy one themselves, or need none, do not', () => {
    expect(e2e('2-up', '7-guard')).toEqual([['2-up', '7-guard'], false]);
    expect(e2e('1-interruption')).toEqual([['1-interruption'], false]);
    expect(e2e('e2e')).toEqual(['all', false]);
  });

  test('bring the one between along, where some must find no stand and others one', () => {
    expect(e2e('1-interruption', '7-guard')).toEqual([
      ['1-interruption', '7-guard', '2-up'],
      false,
    ]);
  });
});

test('files of suites that deploy their own stand get none', () => {
  expect(choose(['bookworm'], known)).toEqual([
    { suite: suiteOf('release'), files: [expect.stringMatching(/bookworm\.test\.ts$/)] },
  ]);
});

test.each(['convergense', ''])('%j is refused, and told what there is', (name) => {
  let refusal: unknown;
  try {
    choose(['unit', name], known);
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toMatchObject({ exitCode: exitCodes.invalid });
  const text = (refusal as Error).message;
  expect(text).toContain(`got '${name}'`);
  expect(text).toContain('suites: code, yamllint, ansible-lint');
  expect(text).toMatch(/^ {2}e2e: 1-interruption, .*11-partition, 12-reboot$/m);
});
