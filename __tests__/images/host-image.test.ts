import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadedImage, hostImage } from '../../images/host-image';
import type { Hypervisor } from '../../model/config';
import { releases } from '../../model/releases';

const project = join(__dirname, '..', '..');
let root: string;
let paths: { root: string; cache: string };

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'stand-test-'));
  paths = { root, cache: join(root, 'cache') };
  for (const file of ['images/debian', 'images/container', 'images/disk', 'lab/stand-init']) {
    cpSync(join(project, file), join(root, file));
  }
});
afterEach(() => rmSync(root, { recursive: true }));

const stand = (hypervisor: Hypervisor, codename: keyof typeof releases = 'trixie') => ({
  hypervisor,
  release: releases[codename],
  image: undefined,
});
const pathOf = (...kind: Parameters<typeof stand>) => hostImage(paths, stand(...kind)).path;

test('an image lies in the cache and is named after its release', () => {
  const images = join(root, 'cache', 'images');
  expect(pathOf('lxc')).toMatch(new RegExp(`^${images}/trixie-[0-9a-f]{12}$`));
  expect(pathOf('lxc', 'bookworm')).toMatch(new RegExp(`^${images}/bookworm-[0-9a-f]{12}$`));
  expect(pathOf('qemu')).toMatch(new RegExp(`^${images}/trixie-[0-9a-f]{12}\\.qcow2$`));
});

test.each([
  ['containers', 'lxc', 'lab/stand-init'],
  ['containers', 'lxc', 'images/debian'],
  ['machines', 'kvm', 'images/disk'],
] as const)('another recipe makes another image of %s, the same one the same', (_, kind, file) => {
  const before = pathOf(kind);
  expect(pathOf(kind)).toBe(before);
  writeFileSync(join(root, file), '#!/bin/sh\n');
  expect(pathOf(kind)).not.toBe(before);
});

test("Debian's own image is taken where it is there, with what it lacks", () => {
  expect(hostImage(paths, stand('kvm')).bare).toBe(false);
  const downloaded = downloadedImage(paths, stand('kvm'));
  mkdirSync(join(root, 'cache', 'images'), { recursive: true });
  writeFileSync(downloaded, '');
  expect(hostImage(paths, stand('kvm'))).toEqual({ path: downloaded, bare: true });
  expect(hostImage(paths, stand('lxc')).bare).toBe(false);
});
