import { existsSync, readFileSync } from 'node:fs';
import { exitCodes, StandError } from '../../controller/errors';
import type { Paths } from '../../controller/paths';
import type { StateConfig } from '../../model/description/state';
import { eventually } from '../../operations/eventually';
import { localStateFile } from '../../stacks/backend';
import { stackName } from '../../synth/synth';
import { local } from './known-state';

/**
 * An engine writes a local state over the former one: of one that is killed at that moment nothing may be left, which the
 * next one takes for a stand that was never deployed.
 * @param seconds for which one that is ending may still be writing
 * @throws StandError where the state is empty that was not
 */
export async function requireWholeState(
  { runtime }: Pick<Paths, 'runtime'>,
  state: StateConfig = local,
  seconds = 5,
): Promise<void> {
  if (state.backend !== 'local') return;
  const file = localStateFile(runtime, stackName, state.path);
  const former = `${file}.backup`;
  await eventually(seconds, async () => {
    if (!isEmpty(file) || isEmpty(former)) return;
    throw new StandError(
      [
        `nothing was changed: ${file} is empty: an engine was killed as it wrote it;`,
        `what it had before that run is in ${former}: cp ${former} ${file}`,
      ].join('\n'),
      exitCodes.invalid,
    );
  });
}

/** True where there is none, too. */
function isEmpty(file: string): boolean {
  return !existsSync(file) || readFileSync(file, 'utf8').trim() === '';
}
