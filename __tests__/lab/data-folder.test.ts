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
  return { runtime: join(folder, name), data, identity: name };
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
  const mine = checkout('two', join(folder, 'mine'));
  keepSomething(mine);
  removeData(mine);
  expect(existsSync(join(mine.data, 'psql1server'))).toBe(true);
});
