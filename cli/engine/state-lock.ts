import { exitCodes, StandError } from '../../controller/errors';

/** What the engine says of a lock that it did not get. */
const failure = 'Error acquiring the state lock';

/** Whether this failure of the engine is that another has the state's lock. */
export function isLocked(output: string): boolean {
  return output.includes(failure);
}

/** Tells who has the lock, in place of the engine's advice to do without. */
export function lockedError(output: string): StandError {
  const [id, who, operation, created] = ['ID', 'Who', 'Operation', 'Created'].map((name) => {
    const [, value] = new RegExp(`^[│ ]*${name}: +(\\S.*)$`, 'm').exec(output) ?? [];
    return value?.trim();
  });
  // A backend that cannot be written to tells of nobody.
  if (id === undefined) return new StandError(output, exitCodes.busy);
  const since = created?.replace(/\.\d+ \+0000/, '');
  return new StandError(
    [
      `another command is at work on this stand since ${since}; wait for its end`,
      `  lock ${id} of ${who}, ${operation}`,
      'a backend elsewhere keeps the lock of a command that was killed; where nothing is at work any more:',
      `  cd cdktf.out/stacks/stand && ../../../node_modules/.bin/terraform force-unlock ${id}`,
    ].join('\n'),
    exitCodes.busy,
  );
}
