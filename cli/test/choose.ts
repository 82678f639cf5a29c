import { basename, join, relative } from 'node:path';
import { exitCodes, StandError } from '../../controller/errors';
import type { Suite } from './suites';

const root = join(__dirname, '..', '..');
const ending = '.test.ts';

/** A suite, and what is run of it. */
export interface Choice {
  readonly suite: Suite;
  /** Paths of test files. @default all that it has */
  readonly files?: readonly string[];
  /** Whether the files expect a stand that none of them deploys. */
  readonly deploysFirst?: boolean;
}

/** Suites with the paths of their test files: none where the program is not Jest. */
export type TestFiles = ReadonlyMap<Suite, readonly string[]>;

/**
 * What the names of a command line mean: a suite of that name or else, in every suite, the test
 * files that have it in their own name. One with a slash is looked for in the path below the project's folder.
 * @throws StandError with the first name that means nothing, and all that there is
 */
export function choose(names: readonly string[], known: TestFiles): Choice[] {
  const suiteNames = [...known.keys()].map(({ name }) => name);
  const parts = names.filter((name) => !suiteNames.includes(name));
  const allFiles = [...known.values()].flat();
  const unknown = parts.find((part) => !allFiles.some((path) => isMeant(path, part)));
  if (unknown !== undefined) throw nothingNamed(unknown, known);
  const choices = [...known].flatMap(([suite, paths]): Choice[] => {
    if (names.includes(suite.name)) return [{ suite }];
    const files = paths.filter((path) => parts.some((part) => isMeant(path, part)));
    return files.length > 0 ? [withItsStand({ suite, files }, paths)] : [];
  });
  return withWhatTheyNeed(choices, [...known.keys()]);
}

function isMeant(path: string, part: string): boolean {
  if (part.includes('/')) return `./${relative(root, path)}`.includes(part);
  const name = basename(part, ending);
  return name !== '' && shortName(path).includes(name);
}

/** Adds what the chosen suites need to be fetched. */
function withWhatTheyNeed(choices: readonly Choice[], suites: readonly Suite[]): Choice[] {
  const chosen = choices.map(({ suite }) => suite);
  const needed = suites.filter(
    (suite) => !chosen.includes(suite) && chosen.some(({ name }) => name === suite.fetchesFor),
  );
  return [...needed.map((suite) => ({ suite })), ...choices];
}

/** Sees that a stand is deployed for files which expect one. */
function withItsStand(
  choice: Choice & { readonly files: readonly string[] },
  paths: readonly string[],
): Choice {
  const { suite, files } = choice;
  const deploying = paths.find((path) => shortName(path) === suite.deployedBy);
  if (deploying === undefined || files.includes(deploying)) return choice;
  const turn = turnOf(deploying);
  if (!files.some((path) => turnOf(path) > turn)) return choice;
  // Files of an earlier turn expect that there is no stand yet.
  const isEarly = files.some((path) => turnOf(path) < turn);
  return isEarly ? { suite, files: [...files, deploying] } : { ...choice, deploysFirst: true };
}

/** The number that a test file's name begins with. */
function turnOf(path: string): number {
  return Number.parseInt(basename(path), 10);
}

function shortName(path: string): string {
  return basename(path, ending);
}

function nothingNamed(name: string, known: TestFiles): StandError {
  const lists = [...known]
    .filter(([, paths]) => paths.length > 0)
    .map(([suite, paths]) => `  ${suite.name}: ${[...new Set(paths.map(shortName))].join(', ')}`);
  return new StandError(
    [
      `--only must be a suite or part of a test file's name; got '${name}'`,
      `suites: ${[...known.keys()].map((suite) => suite.name).join(', ')}`,
      'test files:',
      ...lists,
    ].join('\n'),
    exitCodes.invalid,
  );
}
