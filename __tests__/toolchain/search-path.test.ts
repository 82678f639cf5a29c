import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isExecutable, programsOnPath } from '../../toolchain/search-path';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'path-'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** A file in a folder of the root. */
function file(folder: string, name: string, mode = 0o755): string {
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, folder, name), '', { mode });
  return join(root, folder, name);
}

test('programs are found in the order of PATH', () => {
  const [second, first] = [file('b', 'tofu'), file('a', 'tofu')];
  expect(programsOnPath('tofu', `${root}/a:${root}/none:${root}/b`)).toEqual([first, second]);
});

test("launchers in npm's folders are no programs: neither this checkout's nor another's", () => {
  file('one/node_modules/.bin', 'terraform');
  file('two/node_modules/.bin', 'terraform');
  const path = `${root}/one/node_modules/.bin:${root}/two/node_modules/.bin`;
  expect(programsOnPath('terraform', path)).toEqual([]);
});

test('a relative folder on PATH is not searched', () => {
  expect(programsOnPath('search-path.test.ts', `.:${'__tests__/toolchain'}`)).toEqual([]);
});

test('only a file that may be run is executable', () => {
  mkdirSync(join(root, 'folder'));
  symlinkSync('nowhere', join(root, 'dangling'));
  expect(isExecutable(file('a', 'program'))).toBe(true);
  expect(isExecutable(file('a', 'text', 0o644))).toBe(false);
  expect(isExecutable(join(root, 'folder'))).toBe(false);
  expect(isExecutable(join(root, 'dangling'))).toBe(false);
});
