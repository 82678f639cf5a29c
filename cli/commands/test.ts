import type { Command } from 'commander';
import { exitCodes, StandError } from '../../controller/errors';
import type { Context } from '../context';
import { hasConsent } from '../prepare';
import { type Choice, choose } from '../test/choose';
import { keptStands } from '../test/kept-stands';
import { prepareSuites } from '../test/prepare-suites';
import { reportText } from '../test/report';
import { runSuites } from '../test/run-suites';
import { type Suite, suites } from '../test/suites';
import { findTestFiles } from '../test/test-files';

interface Options {
  readonly only?: readonly string[];
  readonly suite?: readonly string[];
  readonly unit?: boolean;
  readonly keep?: boolean;
  readonly yes?: boolean;
}

const onDemand = suites.filter((suite) => suite.onDemand).map(({ name }) => name);

export function test(program: Command, context: Context): void {
  program
    .command('test')
    .description('Check the code, then deploy and test a second stand beside yours.')
    .option(
      '--only <name...>',
      `run only these suites (${suites.map(({ name }) => name).join(', ')}), or test files with this in their name, such as 8-failover`,
    )
    .option(
      '--suite <name...>',
      `run these suites, also one that a run of everything leaves out since it takes too long: ${onDemand.join(', ')}`,
    )
    .option(
      '--unit',
      'skip the tests that deploy, which take half an hour: containers and two emulated virtual machines',
    )
    .option(
      '--keep',
      'leave the tested stand up, and say how to look at it; the next run with --keep and --only goes on with it',
    )
    .option('--yes', 'install missing packages without asking')
    .addHelpText(
      'after',
      '\nWhat came of each test is in .stand/test-results, as JSON and for JUnit.',
    )
    .action(async (options: Options) => {
      const { paths, progress } = context;
      const offered = suites.filter(({ deploys }) => !deploys || !options.unit);
      const { suite: named = [] } = options;
      requireSuites(named);
      const names = [...(options.only ?? []), ...named];
      requireOffered(offered, names);
      const choices = await chosen(paths.root, offered, names);
      const chosenSuites = choices.map(({ suite }) => suite);
      await prepareSuites(context, chosenSuites, hasConsent(options));
      const results = await runSuites(context, choices, options.keep === true);
      process.stdout.write(reportText(paths.root, results));
      if (options.keep) (await keptStands(chosenSuites)).forEach(progress.line);
      if (results.failed > 0) throw new StandError('the tests failed; see above');
    });
}

/** @throws StandError with the first name that is no suite's */
function requireSuites(names: readonly string[]): void {
  const known = suites.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new StandError(
    `--suite must be one of ${known.join(', ')}; got '${unknown}'; parts of it: --only`,
    exitCodes.invalid,
  );
}

/** @throws StandError with the first suite that deploys, where none should */
function requireOffered(offered: readonly Suite[], names: readonly string[]): void {
  const left = suites.find((suite) => names.includes(suite.name) && !offered.includes(suite));
  if (left)
    throw new StandError(
      `--only must name suites that do not deploy, because of --unit; got '${left.name}'; leave out one of the two`,
      exitCodes.invalid,
    );
}

/** @param names of suites or parts of test files' names; all is run where there are none */
async function chosen(
  root: string,
  offered: readonly Suite[],
  names: readonly string[],
): Promise<Choice[]> {
  if (names.length === 0)
    return offered.filter((suite) => !suite.onDemand).map((suite) => ({ suite }));
  const isSuite = (name: string) => offered.some((suite) => suite.name === name);
  // Jest takes seconds to list its files.
  const none = new Map(offered.map((suite) => [suite, []]));
  return choose(names, names.every(isSuite) ? none : await findTestFiles(root, offered));
}
