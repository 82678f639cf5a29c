import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../controller/process';
import type { Context } from './context';

/** A part of `./stand test`: one program. */
export interface Suite {
  readonly name: string;
  /** The program, and its arguments. */
  readonly command: readonly string[];
  /** Folder it runs in, relative to the project's. @default the project's */
  readonly folder?: string;
  /** Jest counts its tests; any other program counts as one. */
  readonly jest?: boolean;
  /** Whether it gets what others need. */
  readonly fetches?: boolean;
  /** Whether it deploys a stand. */
  readonly deploys?: boolean;
  /** Whether that stand lies beside the first suite's, and takes what processors that leaves. */
  readonly beside?: boolean;
}

const python = '.stand/toolchain/python/bin';

export const suites: readonly Suite[] = [
  { name: 'types, linter and formatter', command: ['npm', 'run', '--silent', 'check'] },
  { name: 'yamllint', command: ['yamllint', '--strict', 'ansible'] },
  {
    name: 'ansible-lint',
    command: ['ansible-lint', '--offline', '--profile', 'production', '--nocolor'],
    folder: 'ansible',
  },
  {
    name: 'schemas of cloud-init',
    command: ['./packages/cloud-init-typescript-templates/scripts/fetch-schemas'],
    fetches: true,
  },
  { name: 'test program of alert rules', command: ['./toolchain/fetch-promtool'], fetches: true },
  { name: 'unit tests', command: ['npx', '--no-install', 'jest'], jest: true },
  {
    name: 'end-to-end test',
    command: ['npx', '--no-install', 'jest', '--config', 'jest.e2e.config.js'],
    jest: true,
    deploys: true,
  },
  {
    name: 'the other Debian release',
    command: ['nice', 'npx', '--no-install', 'jest', '--config', 'jest.release.config.js'],
    jest: true,
    deploys: true,
    beside: true,
  },
  {
    name: 'virtual machines',
    command: ['nice', 'npx', '--no-install', 'jest', '--config', 'jest.machines.config.js'],
    jest: true,
    deploys: true,
    beside: true,
  },
];

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Runs suites, with two stands deployed at a time. A failed one does not keep the next from running. */
export async function runSuites(context: Context, chosen: readonly Suite[]): Promise<Counts> {
  const total = { passed: 0, failed: 0, skipped: 0 };
  const add = (counts: Counts) => {
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  };
  const inTurn = async (suites: readonly Suite[]) => {
    for (const suite of suites) add(await runSuite(context, suite));
  };
  await inTurn(chosen.filter(({ fetches }) => fetches));
  // Each of these keeps one processor busy, the unit tests as long as all others together.
  const code = chosen.filter(({ fetches, deploys }) => !fetches && !deploys);
  await Promise.all([
    inTurn(code.filter(({ jest }) => jest)),
    inTurn(code.filter(({ jest }) => !jest)),
  ]);
  const stands = chosen.filter(({ deploys }) => deploys);
  await Promise.all([
    inTurn(stands.filter(({ beside }) => !beside)),
    inTurn(stands.filter(({ beside }) => beside)),
  ]);
  return total;
}

async function runSuite(
  { paths, progress }: Context,
  { name, command, folder = '.', jest, deploys, beside }: Suite,
): Promise<Counts> {
  const results = join(paths.runtime, `test-results-${name.replaceAll(' ', '-')}.json`);
  rmSync(results, { force: true });
  mkdirSync(paths.runtime, { recursive: true });
  const [program, ...args] = command as [string, ...string[]];
  if (jest) args.push('--json', `--outputFile=${results}`);
  const env = { PATH: `${join(paths.root, python)}:${process.env.PATH}` };
  const lines: string[] = [];
  // What runs beside others tells at its end; what takes long, as it goes on.
  const onLine = deploys && !beside ? progress.line : (line: string) => lines.push(line);
  const runIt = async () => {
    const ended = await run(program, args, { cwd: join(paths.root, folder), env, onLine });
    for (const line of lines) progress.line(line);
    return ended;
  };
  const code = await progress.phase(name, runIt, (ended) => ended === 0);
  if (!jest || !existsSync(results)) {
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  }
  const report = JSON.parse(readFileSync(results, 'utf8')) as Record<string, number>;
  const failures = (report.numFailedTests ?? 0) + (report.numRuntimeErrorTestSuites ?? 0);
  // A run that fails without a failed test, such as one without any test, is a failure all the same.
  return {
    passed: report.numPassedTests ?? 0,
    failed: failures === 0 && code !== 0 ? 1 : failures,
    skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
  };
}
