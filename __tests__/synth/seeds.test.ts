import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectPaths } from '../../controller/paths';
import { buildStand } from '../../model/build-stand';
import { makeSeeds } from '../../synth/seeds';
import { shipped, vary } from '../fixtures';
import { needs } from '../support/needs';

const folder = mkdtempSync(join(tmpdir(), 'seeds-'));
afterAll(() => rmSync(folder, { recursive: true }));

const { root } = projectPaths();
const paths = { root, hosts: join(folder, 'hosts'), seeds: join(folder, 'seeds') };
const machines = buildStand(vary({ hypervisor: 'qemu' }));
const seed = join(paths.seeds, 'e1server.iso');

beforeAll(() => {
  for (const { name } of machines.hosts) {
    mkdirSync(join(paths.hosts, name), { recursive: true });
    for (const part of ['user-data', 'meta-data', 'network-config']) {
      writeFileSync(join(paths.hosts, name, part), `${part} of ${name}\n`);
    }
  }
});

/** What a file of the image says. */
function read(part: string): string {
  const copy = join(folder, 'copy');
  rmSync(copy, { force: true });
  const options = ['-osirrox', 'on', '-indev', seed, '-extract', `/${part}`, copy];
  execFileSync('xorriso', options, { stdio: 'pipe' });
  return execFileSync('cat', [copy], { encoding: 'utf8' });
}

const testSeeds = needs('xorriso');

test('containers need none', () => {
  makeSeeds(paths, buildStand(shipped));
  expect(() => statSync(seed)).toThrow();
});

testSeeds(
  'each machine has a disk with what its cloud-init reads, labelled as NoCloud wants it',
  () => {
    makeSeeds(paths, machines);
    expect(read('user-data')).toBe('user-data of e1server\n');
    expect(read('network-config')).toBe('network-config of e1server\n');
    // The volume's name in its primary descriptor. @see ECMA-119, 8.4
    const label = readFileSync(seed).subarray(16 * 2048 + 40, 16 * 2048 + 72);
    expect(label.toString('ascii').trim()).toBe('CIDATA');
  },
);

testSeeds('it is made again when that has changed, and only then', () => {
  const old = new Date('2030-01-01');
  utimesSync(seed, old, old);
  makeSeeds(paths, machines);
  expect(statSync(seed).mtime).toEqual(old);
  const file = join(paths.hosts, 'e1server', 'user-data');
  writeFileSync(file, 'another\n');
  const later = new Date('2031-01-01');
  utimesSync(file, later, later);
  makeSeeds(paths, machines);
  expect(read('user-data')).toBe('another\n');
});
