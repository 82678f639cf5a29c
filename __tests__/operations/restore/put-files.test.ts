import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../../../controller/agent/bundle';
import {
  type ByPath,
  differences,
  type PresentFile,
  withLinks,
} from '../../../operations/restore/files';
import { needs } from '../../support/needs';

const test = needs('python3');

let live: string;
let root: string;

const python = (script: string, argument: object) =>
  JSON.parse(
    execFileSync('python3', ['-IBc', bundle(`operations/guest/${script}`)], {
      input: JSON.stringify(argument),
      encoding: 'utf8',
    }),
  );
const describeFiles = (where: string, paths: readonly string[]): ByPath<PresentFile> =>
  python('describe_files.py', { root: where, paths });

/** Where a live path lies restored. */
const staged = (path: string) => `${root}${path}`;

/** Makes a tree below a folder, as it was backed up. */
function make(folder: string): void {
  fs.mkdirSync(join(folder, 'private', 'empty'), { recursive: true });
  fs.writeFileSync(join(folder, 'plain'), 'then');
  fs.linkSync(join(folder, 'plain'), join(folder, 'hard'));
  fs.symlinkSync('/nowhere', join(folder, 'link'));
  fs.writeFileSync(join(folder, 'private', "it's [odd]\n"), 'odd');
  fs.chmodSync(join(folder, 'private'), 0o700);
  fs.utimesSync(join(folder, 'private'), 1000, 1000);
  fs.utimesSync(folder, 2000, 2000);
}

const names = [
  '',
  '/hard',
  '/link',
  '/plain',
  '/private',
  '/private/empty',
  "/private/it's [odd]\n",
];
const paths = () => names.map((name) => `${live}${name}`);

beforeEach(() => {
  live = join(fs.mkdtempSync(join(tmpdir(), 'put-files-')), 'live');
  root = fs.mkdtempSync(join(tmpdir(), 'put-files-'));
  make(live);
  fs.mkdirSync(staged(live), { recursive: true });
  make(staged(live));
});

afterEach(() => {
  for (const folder of [join(live, '..'), root])
    fs.rmSync(folder, { recursive: true, force: true });
});

/** Puts back what differs. @returns what could not be, what differed, and what was to go besides */
function putBack(wanted = paths()) {
  const then = describeFiles(root, wanted);
  const now = describeFiles('', wanted);
  const differing = differences(then, now);
  const missing = wanted.filter((path) => !now[path]);
  const wanting = withLinks(then, [...Object.keys(differing), ...missing]);
  const types = Object.fromEntries(wanting.map((path) => [path, then[path]?.type]));
  const removed = python('in_the_way.py', types);
  const failed = python('put_files.py', { root, files: then, wanting });
  const left = differences(then, describeFiles('', wanted));
  return { failed, differing: Object.values(differing).flat().sort(), missing, removed, left };
}

const nothingLeft = { failed: {}, left: {} };

test('a folder that is gone comes back with its links, its empty folder and its permissions', () => {
  fs.rmSync(live, { recursive: true });
  expect(putBack()).toMatchObject(nothingLeft);
  expect(fs.readlinkSync(join(live, 'link'))).toBe('/nowhere');
  expect(fs.statSync(join(live, 'hard')).ino).toBe(fs.statSync(join(live, 'plain')).ino);
  expect(fs.statSync(join(live, 'private')).mode & 0o7777).toBe(0o700);
  expect(fs.statSync(join(live, 'private')).mtimeMs).toBe(1000_000);
  expect(fs.statSync(live).mtimeMs).toBe(2000_000);
  expect(fs.readdirSync(join(live, 'private', 'empty'))).toEqual([]);
});

test('what is as it was is left alone', () => {
  const { ino } = fs.statSync(join(live, 'plain'));
  expect(putBack()).toMatchObject({ ...nothingLeft, differing: [], missing: [] });
  expect(fs.statSync(join(live, 'plain')).ino).toBe(ino);
});

test('what became something else becomes what it was', () => {
  fs.rmSync(join(live, 'link'));
  fs.mkdirSync(join(live, 'link', 'more'), { recursive: true });
  fs.rmSync(join(live, 'hard'));
  fs.writeFileSync(join(live, 'hard'), 'then');
  fs.rmSync(join(live, 'private'), { recursive: true });
  fs.symlinkSync('/tmp', join(live, 'private'));
  const { failed, left, differing } = putBack();
  expect({ failed, left }).toEqual(nothingLeft);
  expect(differing).toEqual(
    expect.arrayContaining([
      'hard links',
      'is a folder, was a symbolic link',
      'is a symbolic link, was a folder',
    ]),
  );
});

test('what was made since stays', () => {
  fs.writeFileSync(join(live, 'new'), 'new');
  fs.writeFileSync(join(live, 'plain'), 'now');
  expect(putBack()).toMatchObject({ ...nothingLeft, removed: [] });
  expect(fs.readFileSync(join(live, 'new'), 'utf8')).toBe('new');
  expect(fs.readFileSync(join(live, 'hard'), 'utf8')).toBe('then');
});

test('the entries of a folder that was not a folder are listed by name, and removed', () => {
  for (const name of ['plain', 'link']) {
    fs.rmSync(join(live, name));
    fs.mkdirSync(join(live, name, 'deep'), { recursive: true });
    fs.writeFileSync(join(live, name, 'deep', 'new'), 'new');
  }
  fs.symlinkSync('/tmp', join(live, 'plain', 'temporary'));
  const { removed, ...rest } = putBack();
  expect(removed).toEqual(
    ['link/deep', 'link/deep/new', 'plain/deep', 'plain/deep/new', 'plain/temporary'].map((name) =>
      join(live, name),
    ),
  );
  expect(rest).toMatchObject(nothingLeft);
  expect(fs.readFileSync(join(live, 'plain'), 'utf8')).toBe('then');
});

test('a file in the place of a folder with a file to restore is listed and removed', () => {
  fs.rmSync(join(live, 'private'), { recursive: true });
  fs.writeFileSync(join(live, 'private'), 'new');
  const wanted = [join(live, 'private', "it's [odd]\n")];
  const { removed, ...rest } = putBack(wanted);
  expect(removed).toEqual([join(live, 'private')]);
  expect(rest).toMatchObject(nothingLeft);
  expect(fs.readFileSync(wanted[0] as string, 'utf8')).toBe('odd');
});
