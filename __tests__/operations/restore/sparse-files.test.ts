import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../../../controller/agent/bundle';
import { damagedFiles, type PresentFile } from '../../../operations/restore/files';
import { needs } from '../../support/needs';

const test = needs('python3');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sparse-files-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** What is restored of a file with that content. */
function restored(content: Buffer): PresentFile {
  const path = join(folder, 'file');
  writeFileSync(path, content);
  const answer = execFileSync('python3', ['-IBc', bundle('operations/guest/describe_files.py')], {
    input: JSON.stringify({ root: '', paths: [path] }),
    encoding: 'utf8',
  });
  return JSON.parse(answer)[path];
}

/** What is wrong with it when the catalog has that digest. */
function damage(file: PresentFile, digest: string) {
  const sha1 = Buffer.from(digest, 'base64').toString('hex');
  return damagedFiles({ '/file': { ...file, sha1 } }, { '/file': file });
}

const zeros = Buffer.alloc(3 * 2 ** 16);
const letter = Buffer.from('x');

// Digests as Bacula's catalog has them, with `Sparse = yes` and without.
test.each([
  ['zeros alone', zeros, '0zmbcmL7Vsue0FPWjbkpHEEIOcQ', 'rvmAL892xn1pW8dzIrrlQA07voI'],
  [
    'zeros before data',
    Buffer.concat([zeros, letter]),
    '4WcQ7TYrimXdkjPZFXO8rRukpC0',
    'jqfrTXNMYHHZ2V2GfURhxM6HH9Q',
  ],
  [
    'data before zeros',
    Buffer.concat([letter, zeros]),
    'tccNlb+9Q11aeRm5Lb53t/v52U8',
    '49Ta/F/Q65052DcuF5ePUzdZZmk',
  ],
])('a file of %s is whole by the digest of either kind', (_, content, sparse, whole) => {
  const file = restored(content);
  expect(damage(file, sparse)).toEqual([]);
  expect(damage(file, whole)).toEqual([]);
  const other = restored(Buffer.concat([content, letter]));
  expect(damage(other, sparse)).toEqual(['/file was restored with other content']);
});

test('a file without a block of zeros has one digest', () => {
  expect(restored(Buffer.alloc(65_528))).not.toHaveProperty('sparse');
  expect(restored(letter)).not.toHaveProperty('sparse');
});
