import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '../../../cli/context';
import { requireSameRelease, requireSettledRelease } from '../../../cli/guard/settled-release';
import { localPlace } from '../../../cli/reach/place';
import { wayBack } from '../../../cli/release/back';
import { stepOf } from '../../../cli/release/forth';
import {
  asideOf,
  noteChange,
  type ReleaseChange,
  readChange,
} from '../../../cli/release/release-change';
import { FolderCopies } from '../../../lab/folder-copies';
import { buildStand } from '../../../model/build-stand';
import { bookworm, shipped } from '../../fixtures';

const old = buildStand(bookworm);
const next = buildStand(shipped);

const forth: ReleaseChange = {
  from: 'bookworm',
  to: 'trixie',
  postgresql: 15,
  direction: 'forth',
  begun: '2030-01-02T03:04:05.678Z',
  isDone: true,
};

let paths: Context['paths'];
beforeEach(() => {
  const root = mkdtempSync(join(tmpdir(), 'release-'));
  paths = { root, data: join(root, 'data'), lab: join(root, 'lab') } as Context['paths'];
  mkdirSync(join(paths.data, 'e1server'), { recursive: true });
});
afterEach(() => rmSync(paths.root, { recursive: true }));

/** A container of the lab that was made with a release. */
function make(domain: string, release: string): void {
  const folder = join(paths.lab, 'hosts', domain);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'domain.xml'), '<domain/>');
  writeFileSync(join(folder, 'shape'), `${release}\n<domain/>`);
}

test('a change is written down beside the copies', () => {
  expect(readChange(paths)).toBeUndefined();
  noteChange(paths, forth);
  expect(readChange(paths)).toEqual(forth);
  expect(asideOf(forth)).toBe('trixie-2030-01-02T03-04-05Z');
});

describe('up and diff', () => {
  const told = (change: ReleaseChange | undefined, stand = next) => {
    if (change) noteChange(paths, change);
    try {
      requireSettledRelease(paths, stand);
      return 'nothing';
    } catch (error) {
      return (error as Error).message;
    }
  };

  test.each([
    ['no change was made', undefined, next, /^nothing$/],
    ['it is done', forth, next, /^nothing$/],
    [
      'it is half done',
      { ...forth, isDone: false },
      next,
      /half done;\nwith release: 'trixie' in .* go on by \.\/stand upgrade release; with 'bookworm' go back by .* --back$/,
    ],
    [
      'the way back is half done',
      { ...forth, direction: 'back', isDone: false },
      old,
      /half done;\nwith release: 'bookworm' in .* go on by \.\/stand upgrade release --back$/,
    ],
    ['the former release is described', forth, old, /of trixie since .*;\nrun .* --back, or undo/],
    ['it was undone', { ...forth, direction: 'back' }, old, /^nothing$/],
    [
      'it is to be made again',
      { ...forth, direction: 'back' },
      next,
      /of bookworm since .*;\nrun \.\/stand upgrade release, or undo/,
    ],
  ] as [string, ReleaseChange | undefined, typeof next, RegExp][])(
    'know whether %s',
    (_, change, stand, words) => {
      expect(told(change, stand)).toMatch(words);
    },
  );
});

test('up does not begin to make containers of another release', () => {
  const told = (stand: typeof next, named: string[] = []) => {
    try {
      requireSameRelease(paths, stand, named);
      return 'nothing';
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(told(next)).toBe('nothing');
  make('stand-1-e1server', 'bookworm');
  expect(told(old)).toBe('nothing');
  expect(told(next)).toMatch(/^nothing was changed: hosts are of bookworm, but .* trixie;\n/);
  expect(told(next, ['e1server'])).toBe('nothing');
  // An earlier version wrote down no shape.
  rmSync(join(paths.lab, 'hosts', 'stand-1-e1server', 'shape'));
  expect(told(next)).toBe('nothing');
});

describe('what an upgrade has to do', () => {
  const step = (stand: typeof next, change?: ReleaseChange) =>
    stepOf({ paths, place: localPlace }, stand, change);

  test('it leads from the release that hosts have to the described one', async () => {
    make('stand-1-e1server', 'bookworm');
    expect(await step(next)).toEqual({ from: 'bookworm', to: 'trixie' });
    expect(await step(old)).toBeUndefined();
  });

  test('it goes on with what was begun', async () => {
    const half = { ...forth, isDone: false };
    expect(await step(next, half)).toBe(half);
    await expect(step(old, half)).rejects.toThrow(
      /describe release: 'trixie' .* or go back with --back/,
    );
    await expect(step(next, { ...half, direction: 'back' })).rejects.toThrow(/go on with --back/);
  });

  test('a stand that is down, mixed, or newer is refused', async () => {
    await expect(step(next)).rejects.toThrow(/the stand is not up/);
    make('stand-1-e1server', 'trixie');
    await expect(step(old)).rejects.toThrow(/bookworm is older than trixie/);
    make('stand-1-e2server', 'bookworm');
    await expect(step(next)).rejects.toThrow(/more than one release: trixie, bookworm/);
  });

  test('a copy of before another upgrade is not taken for one of now', async () => {
    make('stand-1-e1server', 'bookworm');
    await new FolderCopies(paths).make('bookworm');
    await expect(step(next)).rejects.toThrow(/there is a copy of bookworm .* --finish/);
  });
});

describe('the way back', () => {
  test('is there after an upgrade, done or not, and begins once', () => {
    for (const isDone of [true, false]) {
      const back = wayBack({ ...forth, isDone }, old);
      expect(back).toMatchObject({ direction: 'back', isDone: false, from: 'bookworm' });
      expect(back.begun).not.toBe(forth.begun);
      expect(wayBack(back, old)).toBe(back);
    }
  });

  test('needs an upgrade, and the description of before', () => {
    expect(() => wayBack(undefined, old)).toThrow(/no upgrade to go back from/);
    expect(() => wayBack({ ...forth, direction: 'back' }, old)).toThrow(/no upgrade/);
    expect(() => wayBack(forth, next)).toThrow(/describe release: 'bookworm'/);
    expect(() => wayBack({ ...forth, postgresql: 17 }, old)).toThrow(/set postgresqlVersion/);
  });
});
