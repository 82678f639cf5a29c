import { exitCodes, StandError } from '../../controller/errors';

/** The engine's message when it could not get the lock. */
const failure = 'Error acquiring the state lock';

/** Whether the engine failed because another command holds the state's lock. */
export function isLocked(output: string): boolean {
  return output.includes(failure) && !isUnreadable(output);
}

/** Whether the engine failed since it has no key, or not the right one, for the state. */
export function isUnreadable(output: string): boolean {
  // It breaks lines where it likes.
  return /decryption failed|Unsupported state file format|the vault's password cannot be read/.test(
    output.replaceAll(/\s+/g, ' '),
  );
}

const lockedInPostgresql = [
  'another command is working on this stand; wait until it has ended',
  'PostgreSQL frees the lock of a command that was killed; docs/team.md says how to see whose it is',
].join('\n');

/** Says who holds the lock, in place of the engine's advice to disable locking. */
export function lockedError(output: string): StandError {
  const [id, who, operation, created] = ['ID', 'Who', 'Operation', 'Created'].map((name) => {
    const [, value] = new RegExp(`^[│ ]*${name}: +(\\S.*)$`, 'm').exec(output) ?? [];
    return value?.trim();
  });
  // What PostgreSQL names is the command that asks.
  if (/already locked/i.test(output)) return new StandError(lockedInPostgresql, exitCodes.busy);
  // A backend that cannot be written to names no holder.
  if (id === undefined) return new StandError(output, exitCodes.busy);
  const since = created?.replace(/\.\d+ \+0000/, '');
  return new StandError(
    [
      `another command has been working on this stand since ${since}; wait until it has ended`,
      `  lock ${id} of ${who}, ${operation}`,
      'a remote backend keeps the lock of a command that was killed; if no command is running any more:',
      `  cd cdktf.out/stacks/stand && ../../../node_modules/.bin/terraform force-unlock ${id}`,
    ].join('\n'),
    exitCodes.busy,
  );
}
