import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../controller/process';
import type { Context } from '../context';
import type { Choice } from './choose';
import { addResults, type Results, readJestResults, resultsOf } from './results';

const python = '.stand/toolchain/python/bin';

/**
 * Runs suites side by side, as far as two processors carry them: what takes longest from the start.
 * A failed one does not keep the next from running.
 * @param isKept whether stands are left up
 */
export async function runSuites(
  context: Context,
  choices: readonly Choice[],
  isKept: boolean,
): Promise<Results> {
  const folder = join(context.paths.runtime, 'test-results');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const all: Results[] = [];
  const inTurn = async (isOfThem: (suite: Choice['suite']) => boolean | undefined) => {
    for (const choice of choices) {
      if (isOfThem(choice.suite)) all.push(await runSuite(context, choice, folder, isKept));
    }
  };
  const longest = inTurn(({ atOnce }) => atOnce);
  await inTurn(({ fetchesFor }) => fetchesFor !== undefined);
  // Each of these keeps one processor busy, the unit tests as long as all others together.
  await Promise.all([
    inTurn(({ deploys, jest }) => !deploys && jest),
    inTurn(({ deploys, jest, fetchesFor }) => !deploys && !jest && !fetchesFor),
  ]);
  // No more than two stands at a time: with a third one etcd and Patroni run out of time.
  await Promise.all([
    longest.then(() => inTurn(({ deploys, beside, atOnce }) => deploys && beside && !atOnce)),
    inTurn(({ deploys, beside }) => deploys && !beside),
  ]);
  return addResults(all);
}

async function runSuite(
  { paths, progress }: Context,
  choice: Choice,
  resultsFolder: string,
  isKept: boolean,
): Promise<Results> {
  const { name, title, command, folder = '.', jest, deploys, beside } = choice.suite;
  const results = join(resultsFolder, name);
  const [program, ...args] = command as [string, ...string[]];
  if (jest) args.push(...jestArguments(choice, `${results}.json`));
  const env = {
    PATH: `${join(paths.root, python)}:${process.env.PATH}`,
    ...(jest && junitSettings(title, `${results}.xml`)),
    ...(deploys && {
      STAND_E2E_KEEP: String(isKept),
      STAND_E2E_DEPLOY: String(choice.deploysFirst === true),
    }),
  };
  const lines: string[] = [];
  // What runs beside others tells at its end; what takes long, as it goes on.
  const onLine = deploys && !beside ? progress.line : (line: string) => lines.push(line);
  const runIt = async () => {
    const ended = await run(program, args, { cwd: join(paths.root, folder), env, onLine });
    for (const line of lines) progress.line(line);
    return ended;
  };
  const code = await progress.phase(title, runIt, { succeeded: (ended) => ended === 0 });
  return jest ? readJestResults(`${results}.json`, code) : resultsOf(code);
}

function jestArguments({ files }: Choice, results: string): string[] {
  return [
    '--json',
    `--outputFile=${results}`,
    '--reporters=default',
    '--reporters=jest-junit',
    ...(files ? ['--runTestsByPath', ...files] : []),
  ];
}

/** Settings of jest-junit: a test is found by its file, and a file that does not load is an error. */
function junitSettings(title: string, file: string): Record<string, string> {
  return {
    JEST_SUITE_NAME: title,
    JEST_JUNIT_OUTPUT_FILE: file,
    JEST_JUNIT_SUITE_NAME: '{filepath}',
    JEST_JUNIT_CLASSNAME: '{filepath}',
    JEST_JUNIT_REPORT_TEST_SUITE_ERRORS: 'true',
  };
}
