import { relative } from 'node:path';
import { isExecutable, programsOnPath } from '../../toolchain/search-path';

/**
 * Jest's `test` for what runs programs that a developer's machine may lack: there it skips, and the
 * name says for want of what. Where CI is true nothing is skipped.
 * @param programs by name, or by path where they are not on PATH
 */
export function needs(...programs: string[]): jest.It {
  const missing = programs.filter((program) => !isInstalled(program));
  if (missing.length === 0 || process.env.CI === 'true') return test;
  const want = missing.map((program) => program.split('/').at(-1)).join(', ');
  const file = relative(process.cwd(), expect.getState().testPath ?? '');
  process.stderr.write(`skipped for want of ${want}: tests of ${file}\n`);
  const skip = (name: string, work?: jest.ProvidesCallback) =>
    test.skip(`${name} (needs ${want})`, work);
  const each = (table: readonly unknown[]) => (name: string, work: () => void) =>
    test.skip.each([...table])(`${name} (needs ${want})`, work);
  return Object.assign(skip, { each }) as unknown as jest.It;
}

function isInstalled(program: string): boolean {
  return program.startsWith('/') ? isExecutable(program) : programsOnPath(program).length > 0;
}
