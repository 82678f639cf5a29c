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
import { copiesIn, copyNames, hasCopy } from '../../lab/data-copies';
import { claimDataFolder, hasData, removeData } from '../../lab/data-folder';
import { FolderCopies } from '../../lab/folder-copies';

let folder: string;
let places: Parameters<typeof claimDataFolder>[0];
let copies: FolderCopies;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'data-'));
  const runtime = join(folder, '.stand');
  places = { runtime, cache: join(folder, 'cache'), data: join(runtime, 'data'), identity: 'one' };
  claimDataFolder(places);
  copies = new FolderCopies(places);
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
  await copies.make('bookworm');
  keep('after');
  await copies.make('bookworm');
  expect([read(), read('.copies', 'bookworm')]).toEqual(['after', 'before']);
  expect(existsSync(join(copiesIn(places), 'bookworm', 'stand'))).toBe(false);
  expect(copyNames(places)).toEqual(['bookworm']);
  expect(await copies.missing('bookworm')).toEqual([]);
  const [room] = await copies.rooms('make');
  expect(room).toMatchObject({ where: places.data, needed: expect.any(Number) });
  expect(await copies.rooms('put back')).toEqual([]);
});

test('a copy that was cut short is none, and is made again', async () => {
  keep('before');
  mkdirSync(join(copiesIn(places), 'bookworm.new', 'e2server'), { recursive: true });
  expect(hasCopy(places, 'bookworm')).toBe(false);
  await copies.make('bookworm');
  expect(existsSync(join(copiesIn(places), 'bookworm', 'e2server'))).toBe(false);
  expect(existsSync(join(copiesIn(places), 'bookworm.new'))).toBe(false);
  mkdirSync(join(copiesIn(places), 'trixie.new'));
  await copies.removeHalf('trixie');
  expect(existsSync(join(copiesIn(places), 'trixie.new'))).toBe(false);
});

test('a copy that cannot be made is told', async () => {
  keep('before');
  rmSync(places.data, { recursive: true });
  mkdirSync(places.data);
  await expect(copies.make('bookworm')).rejects.toThrow(/was not copied/);
  expect(hasCopy(places, 'bookworm')).toBe(false);
});

test('it is put back, and what was there since is set aside', async () => {
  keep('before');
  await copies.make('bookworm');
  keep('after');
  mkdirSync(join(places.data, 'e3server'));
  await copies.putBack('bookworm', 'trixie-1');
  expect([read(), read('.copies', 'trixie-1')]).toEqual(['before', 'after']);
  expect(existsSync(join(places.data, 'e3server'))).toBe(false);
  expect(hasCopy(places, 'bookworm')).toBe(false);
});

test('that goes on where it was cut short, at each of its moves', async () => {
  keep('before');
  await copies.make('bookworm');
  keep('after');
  const [data, beside] = [places.data, copiesIn(places)];
  mkdirSync(join(beside, 'trixie-1.new'));
  renameSync(join(data, 'e1server'), join(beside, 'trixie-1.new', 'e1server'));
  await copies.putBack('bookworm', 'trixie-1');
  expect([read(), read('.copies', 'trixie-1')]).toEqual(['before', 'after']);
  // The other half: what is in place already is not set aside.
  mkdirSync(join(beside, 'bookworm', 'e2server'), { recursive: true });
  await copies.putBack('bookworm', 'trixie-1');
  expect([read(), read('.copies', 'trixie-1')]).toEqual(['before', 'after']);
  expect(existsSync(join(data, 'e2server'))).toBe(true);
});

test('copies are data: `down --data` removes them, and so does --finish', async () => {
  keep('before');
  await copies.make('bookworm');
  rmSync(join(places.data, 'e1server'), { recursive: true });
  expect(hasData(places)).toBe(true);
  await copies.removeAll();
  expect(hasData(places)).toBe(false);
  removeData(places);
  expect(existsSync(places.data)).toBe(false);
});
