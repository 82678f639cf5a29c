import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../machine/process';
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
  /** What it deploys, if anything. */
  readonly deploys?: 'containers' | 'virtual machines';
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
  },
  { name: 'test program of alert rules', command: ['./toolchain/fetch-promtool'] },
  { name: 'unit tests', command: ['npx', '--no-install', 'jest'], jest: true },
  {
    name: 'end-to-end test',
    command: ['npx', '--no-install', 'jest', '--config', 'jest.e2e.config.js'],
    jest: true,
    deploys: 'containers',
  },
  {
    name: 'virtual machines',
    command: ['npx', '--no-install', 'jest', '--config', 'jest.machines.config.js'],
    jest: true,
    deploys: 'virtual machines',
  },
];

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Runs suites one after another; a failed one does not keep the next from running. */
export async function runSuites(context: Context, chosen: readonly Suite[]): Promise<Counts> {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const suite of chosen) {
    const counts = await runSuite(context, suite);
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
  return total;
}

async function runSuite(
  { paths, progress }: Context,
  { name, command, folder = '.', jest }: Suite,
): Promise<Counts> {
  const results = join(paths.runtime, 'test-results.json');
  rmSync(results, { force: true });
  mkdirSync(paths.runtime, { recursive: true });
  const [program, ...args] = command as [string, ...string[]];
  if (jest) args.push('--json', `--outputFile=${results}`);
  const env = { PATH: `${join(paths.root, python)}:${process.env.PATH}` };
  const code = await progress.phase(name, () =>
    run(program, args, { cwd: join(paths.root, folder), env, onLine: progress.line }),
  );
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
