import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireWholeState } from '../../../cli/state/whole-state';

let runtime: string;
beforeEach(() => {
  runtime = mkdtempSync(join(tmpdir(), 'state-'));
});
afterEach(() => rmSync(runtime, { recursive: true }));

const write = (suffix: string, text: string) =>
  writeFileSync(join(runtime, `terraform.stand.tfstate${suffix}`), text);
const judged = (seconds = 0) => requireWholeState({ runtime }, undefined, seconds);

test('a state that was cut off is told, with what it had before', async () => {
  write('', '');
  write('.backup', '{}');
  await expect(judged()).rejects.toThrow(/tfstate is empty: .*\n.*cp .*\.backup .*tfstate$/);
  await expect(requireWholeState({ runtime }, { backend: 'pg' }, 0)).resolves.toBeUndefined();
});

test('a state that is being written is waited for', async () => {
  write('', '');
  write('.backup', '{}');
  setTimeout(() => write('', '{}'), 200);
  await expect(judged(5)).resolves.toBeUndefined();
});

test.each([
  ['is not there yet', undefined, undefined],
  ['was never written', '', undefined],
  ['is whole', '{}', '{}'],
])('a state that %s is no fault', async (_, text, former) => {
  if (text !== undefined) write('', text);
  if (former !== undefined) write('.backup', former);
  await expect(judged()).resolves.toBeUndefined();
});
