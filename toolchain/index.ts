import { engineStep } from './steps/engine';
import { providersStep } from './steps/providers';
import { pythonStep, scannerStep } from './steps/python';
import type { Step, ToolchainPaths } from './steps/step';

export { encrypts } from './installed-engine';
export type { Log, Step, ToolchainPaths } from './steps/step';

/**
 * What a stand is built with, a step each: the Python tools, the engine, its providers.
 * @param wantsTestTools whether it is for tests too
 */
export function toolchainSteps(paths: ToolchainPaths, wantsTestTools = false): Step[] {
  return [
    pythonStep(paths, wantsTestTools),
    ...(wantsTestTools ? [scannerStep(paths)] : []),
    engineStep(paths),
    providersStep(paths),
  ];
}

/** The Debian packages that steps not yet done need here. Empty, and quick, when all are done. */
export async function systemPackages(paths: ToolchainPaths): Promise<string[]> {
  const missing = toolchainSteps(paths).map(async (step) =>
    (await step.done()) ? [] : step.packages(),
  );
  return [...new Set((await Promise.all(missing)).flat())];
}
