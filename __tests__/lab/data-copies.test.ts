import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  copiesIn,
  copyData,
  hasCopy,
  putBack,
  removeCopies,
  removeHalfCopy,
  sizeOfData,
} from '../../lab/data-copies';
import { claimDataFolder, hasData, removeData } from '../../lab/data-folder';

let folder: string;
let places: Parameters<typeof claimDataFolder>[0];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'data-'));
  const runtime = join(folder, '.stand');
  places = { runtime, cache: join(folder, 'cache'), data: join(runtime, 'data'), identity: 'one' };
  claimDataFolder(places);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What a host keeps is what is written into this file. */
const file = (...above: string[]) => join(places.data, ...above, 'e1server', 'upload', 'letter');

function keep(text: string): void {
  mkdirSync(join(file(), '..'), { recursive: true });
  writeFileSync(file(), text);
}

const read = (...above: string[]) => readFileSync(file(...above), 'utf8');

test('what is kept is copied once, and the copy stays as it is', async () => {
  keep('before');
  expect(hasCopy(places, 'bookworm')).toBe(false);
  await copyData(places, 'bookworm');
  keep('after');
  await copyData(places, 'bookworm');
  expect([read(), read('.copies', 'bookworm')]).toEqual(['after', 'before']);
  expect(existsSync(join(copiesIn(places), 'bookworm', 'stand'))).toBe(false);
  expect(await sizeOfData(places)).toBeGreaterThan(0);
});

test('a copy that was cut short is none, and is made again', async () => {
  keep('before');
  mkdirSync(join(copiesIn(places), 'bookworm.new', 'e2server'), { recursive: true });
  expect(hasCopy(places, 'bookworm')).toBe(false);
  await copyData(places, 'bookworm');
  expect(existsSync(join(copiesIn(places), 'bookworm', 'e2server'))).toBe(false);
  expect(existsSync(join(copiesIn(places), 'bookworm.new'))).toBe(false);
  mkdirSync(join(copiesIn(places), 'trixie.new'));
  removeHalfCopy(places, 'trixie');
  expect(existsSync(join(copiesIn(places), 'trixie.new'))).toBe(false);
});

test('a copy that cannot be made is told', async () => {
  keep('before');
  rmSync(places.data, { recursive: true });
  mkdirSync(places.data);
  await expect(copyData(places, 'bookworm')).rejects.toThrow(/was not copied/);
  expect(hasCopy(places, 'bookworm')).toBe(false);
});

test('it is put back, and what was there since is set aside', async () => {
  keep('before');
  await copyData(places, 'bookworm');
  keep('after');
  mkdirSync(join(places.data, 'e3server'));
  putBack(places, 'bookworm', 'trixie-1');
  expect([read(), read('.copies', 'trixie-1')]).toEqual(['before', 'after']);
  expect(existsSync(join(places.data, 'e3server'))).toBe(false);
  expect(hasCopy(places, 'bookworm')).toBe(false);
});

test('that goes on where it was cut short, at each of its moves', async () => {
  keep('before');
  await copyData(places, 'bookworm');
  keep('after');
  const [data, copies] = [places.data, copiesIn(places)];
  mkdirSync(join(copies, 'trixie-1.new'));
  renameSync(join(data, 'e1server'), join(copies, 'trixie-1.new', 'e1server'));
  putBack(places, 'bookworm', 'trixie-1');
  expect([read(), read('.copies', 'trixie-1')]).toEqual(['before', 'after']);
  // The other half: what is in place already is not set aside.
  mkdirSync(join(copies, 'bookworm', 'e2server'), { recursive: true });
  putBack(places, 'bookworm', 'trixie-1');
  expect([read(), read('.copies', 'trixie-1')]).toEqual(['before', 'after']);
  expect(existsSync(join(data, 'e2server'))).toBe(true);
});

test('copies are data: `down --data` removes them, and so does --finish', async () => {
  keep('before');
  await copyData(places, 'bookworm');
  rmSync(join(places.data, 'e1server'), { recursive: true });
  expect(hasData(places)).toBe(true);
  removeCopies(places);
  expect(hasData(places)).toBe(false);
  removeData(places);
  expect(existsSync(places.data)).toBe(false);
});
