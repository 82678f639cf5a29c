import { StandError } from '../../controller/errors';
import { capture } from '../../controller/process';
import type { TestFiles } from './choose';
import type { Suite } from './suites';

/** Asks Jest for the test files of each suite. @param root the project's folder */
export async function findTestFiles(root: string, suites: readonly Suite[]): Promise<TestFiles> {
  const found = suites.map(async (suite) => [suite, await filesOf(root, suite)] as const);
  return new Map(await Promise.all(found));
}

async function filesOf(root: string, { command, jest }: Suite): Promise<string[]> {
  if (!jest) return [];
  const [program, ...args] = command as [string, ...string[]];
  const asked = [...args, '--listTests', '--json'];
  const { code, lines, output } = await capture(program, asked, { cwd: root });
  if (code !== 0) throw new StandError(['Jest does not list its tests:', ...output].join('\n'));
  const paths = JSON.parse(lines.join('\n')) as string[];
  return paths.sort((one, other) => one.localeCompare(other, 'en', { numeric: true }));
}
