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
  ['containers', 'lxc', 'images/packages'],
  ['emulated machines', 'qemu', 'images/packages'],
  ['emulated machines', 'qemu', 'images/emulated'],
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
  test.each(['lxc', 'qemu'] as const)('for %s in the lab, of their release and suite', (kind) => {
    expect(packagesWithin(paths, stand(kind))).toEqual(
      expect.arrayContaining(['bacula-director', 'ejabberd/trixie-backports', 'postgresql-17']),
    );
    expect(packagesWithin(paths, stand(kind, 'bookworm'))).toContain('postgresql-15');
    expect(pathOf('qemu')).not.toBe(pathOf('kvm'));
  });

  test('for containers also where an image of machines is described', () => {
    const image = { source: '/image', sha512: 'a'.repeat(128) };
    expect(pathOf('lxc', 'trixie', { image })).toBe(pathOf('lxc'));
  });

  test('and make another image where they are others', () => {
    const before = pathOf('lxc');
    const defaults = join(root, 'ansible/roles/haproxy/defaults/main.yml');
    writeFileSync(defaults, 'haproxy_packages: [haproxy, socat]\n');
    expect(pathOf('lxc')).not.toBe(before);
  });

  test.each([
    ['KVM', 'kvm', {}],
    ['a hypervisor of yours', 'qemu', { hypervisors: { hv: { uri: 'qemu:///system' } } }],
    ['containers that are to be plain', 'lxc', { image: 'plain' }],
    ['machines that are to be plain', 'qemu', { image: 'plain' }],
    ['an image of yours', 'qemu', { image: { source: '/image', sha512: 'a'.repeat(128) } }],
  ] as const)('and not for %s', (_, kind, change) => {
    expect(packagesWithin(paths, stand(kind, 'trixie', change))).toEqual([]);
  });
});
