import { existsSync, readFileSync } from 'node:fs';

/** What came of tests. */
export interface Results {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Those that ran, where they were timed one by one. */
  readonly timed: readonly TimedTest[];
}

export interface TimedTest {
  readonly name: string;
  /** Path of its file. */
  readonly file: string;
  readonly seconds: number;
}

/** The part of it that is read here. @see https://jestjs.io/docs/configuration#testresultsprocessor-string */
interface JestResults {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly {
      /** None for a file that did not load, which jest-junit adds. */
      readonly fullName?: string;
      /** In milliseconds; none for a test that did not run. */
      readonly duration?: number | null;
    }[];
  }[];
}

/** Results of a program that does not count its tests. */
export function resultsOf(code: number): Results {
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, timed: [] };
}

/**
 * Results of a run of Jest.
 * @param file what it wrote with `--json`; where it wrote nothing, the exit code is all there is
 */
export function readJestResults(file: string, code: number): Results {
  if (!existsSync(file)) return resultsOf(code);
  const jest = JSON.parse(readFileSync(file, 'utf8')) as JestResults;
  const failures = jest.numFailedTests + jest.numRuntimeErrorTestSuites;
  return {
    passed: jest.numPassedTests,
    // A run that fails without a failed test, such as one without any test, is a failure all the same.
    failed: failures === 0 && code !== 0 ? 1 : failures,
    skipped: jest.numPendingTests + jest.numTodoTests,
    timed: jest.testResults.flatMap(({ name, assertionResults }) =>
      assertionResults.flatMap(({ fullName, duration }) =>
        fullName !== undefined && typeof duration === 'number'
          ? [{ name: fullName, file: name, seconds: duration / 1000 }]
          : [],
      ),
    ),
  };
}

export function addResults(all: readonly Results[]): Results {
  const sum = (count: 'passed' | 'failed' | 'skipped') =>
    all.reduce((total, results) => total + results[count], 0);
  return {
    passed: sum('passed'),
    failed: sum('failed'),
    skipped: sum('skipped'),
    timed: all.flatMap(({ timed }) => timed),
  };
}
