import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digest, readStamp, writeStamp } from '../../toolchain/stamp';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stamp-'));
  file = join(folder, 'input');
  writeFileSync(file, 'one');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a digest changes with a content and with a fact', () => {
  const before = digest([file], '1.0');
  expect(digest([file], '1.0')).toBe(before);
  expect(digest([file], '1.1')).not.toBe(before);
  writeFileSync(file, 'two');
  expect(digest([file], '1.0')).not.toBe(before);
});

test('what belongs to one fact does not slip into the next', () => {
  expect(digest([], 'ab', 'c')).not.toBe(digest([], 'a', 'bc'));
});

test('a stamp is read as it was written, and nothing half-written stays', () => {
  writeStamp(join(folder, 'stamp'), 'made');
  expect(readStamp(join(folder, 'stamp'))).toBe('made');
  expect(readdirSync(folder).sort()).toEqual(['input', 'stamp']);
});

test('a missing stamp says that nothing is made', () => {
  expect(readStamp(join(folder, 'stamp'))).toBe('');
});
