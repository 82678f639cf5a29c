import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRotations, rotationsFile } from '../../controller/rotations';

const folder = mkdtempSync(join(tmpdir(), 'stand-test-'));
const paths = { vaultFile: join(folder, 'vault.yml') };
afterAll(() => rmSync(folder, { recursive: true }));

const write = (content: object) => writeFileSync(rotationsFile(paths), JSON.stringify(content));
const digest = (text: string) => createHash('sha256').update(text).digest('hex');

test('where nothing was ever rotated there is nothing to know', () => {
  expect(readRotations(paths)).toEqual({});
});

test('a rotation counts from the moment that the vault is another, whatever was cut short', () => {
  const [before, rotated] = [{ a: '2030-01-01T00:00:00Z' }, { a: '2030-02-01T00:00:00Z' }];
  writeFileSync(paths.vaultFile, 'old');
  write({ rotated: before });
  expect(readRotations(paths)).toEqual(before);
  write({ vault: digest('new'), rotated, before });
  expect(readRotations(paths)).toEqual(before);
  writeFileSync(paths.vaultFile, 'new');
  expect(readRotations(paths)).toEqual(rotated);
  write({ rotated });
  expect(readRotations(paths)).toEqual(rotated);
});
