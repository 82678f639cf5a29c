import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareTools } from '../../cli/prepare';
import { Progress } from '../../cli/progress';
import { projectPaths } from '../../controller/paths';
import * as toolchain from '../../toolchain';

jest.mock('../../toolchain');

test('the toolchain’s steps run side by side, but for those that are done', async () => {
  const root = mkdtempSync(join(tmpdir(), 'prepare-'));
  const lines: string[] = [];
  const progress = new Progress();
  progress.line = (text) => lines.push(text);
  const begun: string[] = [];
  let reachBoth = () => {};
  const bothRun = new Promise<void>((resolve) => {
    reachBoth = resolve;
  });
  const step = (name: string, isDone: boolean): toolchain.Step => ({
    name,
    done: async () => isDone,
    packages: async () => [],
    run: async (log) => {
      begun.push(name);
      if (begun.length === 2) reachBoth();
      await bothRun;
      log('made');
    },
  });
  const steps = [step('python', false), step('engine', true), step('providers', false)];
  jest.mocked(toolchain.toolchainSteps).mockReturnValue(steps);
  jest.mocked(toolchain.systemPackages).mockResolvedValue([]);
  await prepareTools({ paths: projectPaths(root), progress }, false, { testTools: true });
  rmSync(root, { recursive: true });
  expect(toolchain.toolchainSteps).toHaveBeenCalledWith(expect.anything(), true);
  expect(begun).toEqual(['python', 'providers']);
  expect(lines).toEqual(expect.arrayContaining(['    python: made', '    providers: made']));
});
