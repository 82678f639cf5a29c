import { isLocked, isUnreadable, lockedError } from '../../../cli/engine/state-lock';
import { exitCodes } from '../../../controller/errors';

const said = `Error: Error acquiring the state lock

Error message: resource temporarily unavailable
Lock Info:
  ID:        fbf60e48-9492-8dcc-692c-bc27e921c43e
  Path:      /srv/stand/.stand/terraform.stand.tfstate
  Operation: OperationTypeApply
  Who:       root@vm
  Version:   1.11.4
  Created:   2030-01-02 03:04:05.537802316 +0000 UTC
  Info:      

For most commands, you can disable locking with the "-lock=false" flag`;

test.each<[form: string, output: string]>([
  ['as it is', said],
  ['in a frame', said.replaceAll(/^/gm, '│ ')],
])('who is at work is told of what the engine says %s', (_, output) => {
  expect(isLocked(output)).toBe(true);
  const { message, exitCode } = lockedError(output);
  expect(exitCode).toBe(exitCodes.busy);
  expect(message).toContain(
    'another command has been working on this stand since 2030-01-02 03:04:05 UTC; wait until it has ended\n',
  );
  expect(message).toContain(
    'lock fbf60e48-9492-8dcc-692c-bc27e921c43e of root@vm, OperationTypeApply\n',
  );
  expect(message).toMatch(/terraform force-unlock fbf60e48-9492-8dcc-692c-bc27e921c43e$/);
  expect(message).not.toContain('-lock=false');
});

test('a lock without a holder is reported with the engine’s own message', () => {
  const denied = 'Error acquiring the state lock: open /srv/state: permission denied';
  expect(lockedError(denied).message).toBe(denied);
});

test('another failure is none of a lock', () => {
  expect(isLocked('No space left on device')).toBe(false);
});

test.each([
  'failed to write backup file: decryption failed for all provided methods',
  'failed to write backup file: Unsupported state file format: This state file is encrypted',
])('nobody holds a state that cannot be read: %s', (why) => {
  const output = `Error: Error acquiring the state lock\n\nError message: ${why}`;
  expect(isLocked(output)).toBe(false);
  expect(isUnreadable(output)).toBe(true);
});

test('what PostgreSQL says of the command that asks is not told of the one that holds the lock', () => {
  const output = said.replace(
    'resource temporarily unavailable',
    'Workspace is already locked: default',
  );
  const { message, exitCode } = lockedError(output);
  expect(exitCode).toBe(exitCodes.busy);
  expect(message).toMatch(/^another command is working on this stand; wait until it has ended\n/);
  expect(message).not.toContain('2030');
});
