import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { projectPaths, secretPaths } from '../../controller/paths';
import { buildStand } from '../../model/build-stand';
import { shipped, vary } from '../fixtures';

const root = resolve(__dirname, '..', '..');
const secretsOf = (secrets?: object) =>
  secretPaths(projectPaths(), buildStand(vary({ ...(secrets && { secrets }) })));

const { STAND_CACHE } = process.env;
let folder: string;
beforeEach(() => {
  delete process.env.STAND_CACHE;
  folder = mkdtempSync(join(tmpdir(), 'stand-test-'));
  for (const name of ['one', 'two']) mkdirSync(join(folder, name));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  if (STAND_CACHE) process.env.STAND_CACHE = STAND_CACHE;
});

test('everything that a run makes lies under .stand', () => {
  const { root: project, identity: _, ...paths } = projectPaths(join(folder, 'one'));
  expect(project).toBe(join(folder, 'one'));
  for (const path of Object.values(paths)) {
    expect(path === join(project, '.stand') || path.startsWith(join(project, '.stand/'))).toBe(
      true,
    );
  }
});

test('the cache may lie elsewhere', () => {
  process.env.STAND_CACHE = '/srv/cache';
  expect(projectPaths().cache).toBe('/srv/cache');
  delete process.env.STAND_CACHE;
});

test('a relative cache is one of the folder where the command runs', () => {
  process.env.STAND_CACHE = 'cache';
  expect(projectPaths(join(folder, 'one')).cache).toBe(resolve('cache'));
  delete process.env.STAND_CACHE;
});

test('an empty name of a cache is none', () => {
  process.env.STAND_CACHE = '';
  expect(projectPaths(root).cache).toBe(join(root, '.stand', 'cache'));
  delete process.env.STAND_CACHE;
});

test('two checkouts have different identities, and one always has the same, even through a symbolic link', () => {
  symlinkSync(join(folder, 'one'), join(folder, 'link'));
  const identity = (name: string) => projectPaths(join(folder, name)).identity;
  expect(identity('one')).toMatch(/^[0-9a-f]{6}$/);
  expect(identity('two')).not.toBe(identity('one'));
  expect(identity('link')).toBe(identity('one'));
});

test('the vault lies in the project and its password at the user’s home, named after the stand', () => {
  expect(secretsOf()).toEqual({
    vaultFile: join(root, 'secrets', 'vault.yml'),
    vaultPasswordFile: join(homedir(), '.config', 'stand', 'messaging.vault-password'),
    caDirectory: join(root, 'secrets', 'ca'),
  });
  expect(shipped.secrets).toBeUndefined();
});

test('both may lie elsewhere; the certificate authority lies beside the vault', () => {
  expect(secretsOf({ vaultFile: '~/team/vault.yml', passwordFile: '/run/password' })).toEqual({
    vaultFile: join(homedir(), 'team', 'vault.yml'),
    vaultPasswordFile: '/run/password',
    caDirectory: join(homedir(), 'team', 'ca'),
  });
});
