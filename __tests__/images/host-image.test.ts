import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadedImage, hostImage, packagesWithin } from '../../images/host-image';
import { buildStand } from '../../model/build-stand';
import type { Hypervisor } from '../../model/description/config';
import type { releases } from '../../model/description/releases';
import { vary } from '../fixtures';

const project = join(__dirname, '..', '..');
let root: string;
let paths: { root: string; cache: string };

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'stand-test-'));
  paths = { root, cache: join(root, 'cache') };
  for (const path of ['images', 'lab/stand-init', 'ansible/roles']) {
    cpSync(join(project, path), join(root, path), { recursive: true });
  }
});
afterEach(() => rmSync(root, { recursive: true }));

const stand = (hypervisor: Hypervisor, release: keyof typeof releases = 'trixie', change = {}) =>
  buildStand(vary({ hypervisor, release, ...change }));
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
  ['emulated machines', 'qemu', 'images/early'],
] as const)('another recipe makes another image of %s, the same one the same', (_, kind, file) => {
  const before = pathOf(kind);
  expect(pathOf(kind)).toBe(before);
  writeFileSync(join(root, file), '#!/bin/sh\n');
  expect(pathOf(kind)).not.toBe(before);
});

test("Debian's own image is used where it was downloaded, and what it lacks is installed", () => {
  expect(hostImage(paths, stand('kvm')).bare).toBe(false);
  const downloaded = downloadedImage(paths, stand('kvm'));
  mkdirSync(join(root, 'cache', 'images'), { recursive: true });
  writeFileSync(downloaded, '');
  expect(hostImage(paths, stand('kvm'))).toEqual({ path: downloaded, bare: true });
  expect(hostImage(paths, stand('lxc')).bare).toBe(false);
  expect(hostImage(paths, stand('qemu')).path).not.toBe(downloaded);
});

describe('the packages of roles are in an image', () => {
  test('for machines that the lab emulates, of their release', () => {
    expect(packagesWithin(paths, stand('qemu'))).toEqual(
      expect.arrayContaining(['etcd-server', 'nfs-kernel-server', 'pgbackrest', 'postgresql-17']),
    );
    expect(packagesWithin(paths, stand('qemu', 'bookworm'))).toContain('postgresql-15');
    expect(pathOf('qemu')).not.toBe(pathOf('kvm'));
  });

  test('but not those for which a role has to prepare the host', () => {
    for (const name of ['bacula-director', 'ejabberd', 'postgresql']) {
      expect(packagesWithin(paths, stand('qemu'))).not.toContain(name);
    }
  });

  test.each([
    ['KVM', 'kvm', {}],
    ['a hypervisor of yours', 'qemu', { hypervisors: { hv: { uri: 'qemu:///system' } } }],
    ['an image of yours', 'qemu', { image: { source: '/image', sha512: 'a'.repeat(128) } }],
  ] as const)('and not for %s', (_, kind, change) => {
    expect(packagesWithin(paths, stand(kind, 'trixie', change))).toEqual([]);
  });
});
