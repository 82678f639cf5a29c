import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimDataFolder, hasData, removeData } from '../../lab/data-folder';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'data-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A checkout, and where its containers keep their data. */
function checkout(name: string, data = join(folder, name, 'data')) {
  return { runtime: join(folder, name), cache: join(folder, 'cache'), data, identity: name };
}

const elsewhere = () => join(folder, 'elsewhere');

function keepSomething({ data }: { data: string }): void {
  mkdirSync(join(data, 'psql1server', 'postgresql'), { recursive: true });
}

test('a folder is taken into use again and again', () => {
  const one = checkout('one');
  claimDataFolder(one);
  expect(hasData(one)).toBe(false);
  keepSomething(one);
  claimDataFolder(one);
  expect(hasData(one)).toBe(true);
});

test('one that another checkout uses is refused, as is one with files that are no stand’s', () => {
  claimDataFolder(checkout('one', elsewhere()));
  expect(() => claimDataFolder(checkout('two', elsewhere()))).toThrow(
    /elsewhere has the data of another checkout; set STAND_DATA/,
  );
  const mine = join(folder, 'mine');
  mkdirSync(mine);
  writeFileSync(join(mine, 'letter'), '');
  expect(() => claimDataFolder(checkout('two', mine))).toThrow(/no stand's; set STAND_DATA to an/);
});

test('another folder than the one with the data is refused, until the data is moved there', () => {
  const one = checkout('one');
  claimDataFolder(one);
  keepSomething(one);
  const moved = { ...one, data: elsewhere() };
  expect(() => claimDataFolder(moved)).toThrow(/data lies in .*one\/data, but STAND_DATA says/);
  renameSync(one.data, moved.data);
  claimDataFolder(moved);
  expect(hasData(moved)).toBe(true);
});

test('a checkout that was moved finds its data within it', () => {
  claimDataFolder(checkout('one'));
  keepSomething(checkout('one'));
  renameSync(join(folder, 'one'), join(folder, 'two'));
  claimDataFolder(checkout('two'));
  expect(hasData(checkout('two'))).toBe(true);
});

test('what is removed is the data alone, and nothing of a folder that is no stand’s', () => {
  const one = checkout('one');
  claimDataFolder(one);
  keepSomething(one);
  removeData(one);
  expect(existsSync(one.data)).toBe(false);
  claimDataFolder({ ...one, data: elsewhere() });
  for (const mine of [checkout('two', join(folder, 'mine')), checkout('two', elsewhere())]) {
    keepSomething(mine);
    expect(() => removeData(mine)).toThrow(/nothing was changed/);
    expect(existsSync(join(mine.data, 'psql1server'))).toBe(true);
  }
});

test('a folder that is gone is not taken for a new one', () => {
  const one = checkout('one');
  claimDataFolder(one);
  keepSomething(one);
  renameSync(one.data, elsewhere());
  expect(() => claimDataFolder(one)).toThrow(/lay in .*one\/data, which has none; put it back/);
  expect(existsSync(one.data)).toBe(false);
  renameSync(elsewhere(), one.data);
  claimDataFolder(one);
});

test.each(['one/lab/data', 'one/other', 'cache/images/data'])(
  'a folder where other things are removed is refused: %s',
  (name) => {
    const one = checkout('one', join(folder, name));
    expect(() => claimDataFolder(one)).toThrow(/other things are made and removed; set it to/);
  },
);
