import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { imageFolder } from '../../lab/image-folder';
import { releases } from '../../model/releases';

const lab = join(__dirname, '..', '..', 'lab');
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'stand-test-'));
  mkdirSync(join(root, 'lab'));
  for (const part of ['image', 'stand-init']) cpSync(join(lab, part), join(root, 'lab', part));
});
afterEach(() => rmSync(root, { recursive: true }));

const folder = (codename: keyof typeof releases = 'trixie') =>
  imageFolder({ root, cache: '/cache' }, releases[codename]);

test('an image lies in the cache and is named after its release', () => {
  expect(folder()).toMatch(/^\/cache\/images\/trixie-[0-9a-f]{12}$/);
  expect(folder('bookworm')).toMatch(/^\/cache\/images\/bookworm-[0-9a-f]{12}$/);
});

test('another recipe makes another image, the same one the same', () => {
  const before = folder();
  expect(folder()).toBe(before);
  writeFileSync(join(root, 'lab', 'stand-init'), '#!/bin/sh\n');
  expect(folder()).not.toBe(before);
});
