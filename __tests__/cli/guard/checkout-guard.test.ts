import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireCommitted, requireNewer } from '../../../cli/guard/checkout-guard';
import { checkedOut } from '../../../controller/checkout';
import { projectPaths } from '../../../controller/paths';
import type { StateConfig } from '../../../model/description/state';
import { checkedStand } from '../../../synth/checked-stand';
import { deployedBy } from '../../../synth/deployed';
import { shipped, vary } from '../../fixtures';
import { needs } from '../../support/needs';

const test = needs('git');

const shared: StateConfig = { backend: 'pg' };

let folder: string;
let root: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'checkouts-'));
  root = join(folder, 'one');
  mkdirSync(root);
  git('init', '--quiet', '--initial-branch=main');
  commit('first');
});
afterEach(() => rmSync(folder, { recursive: true }));

function git(...args: string[]): string {
  const who = ['-c', 'user.name=test', '-c', 'user.email=test@example.org'];
  return execFileSync('git', [...who, ...args], { cwd: root, encoding: 'utf8' }).trim();
}

/** Changes the description and commits that. @returns what a state says of it */
function commit(text: string) {
  writeFileSync(join(root, 'stand.config.ts'), text);
  git('add', '.');
  git('commit', '--quiet', '--message', text);
  return deployedBy({ root }, shipped);
}

describe('the checkout that deployed last', () => {
  test('is this one, or one that it contains', () => {
    const last = commit('second');
    requireNewer(root, shared, last, './stand up');
    commit('third');
    requireNewer(root, shared, last, './stand up');
  });

  test.each<[which: string, last: () => ReturnType<typeof commit>, remedy: RegExp]>([
    [
      'is newer',
      () => {
        const last = commit('second');
        git('reset', '--quiet', '--hard', 'HEAD~1');
        return last;
      },
      /it is newer than what is checked out here: git pull/,
    ],
    [
      'is on another branch',
      () => {
        git('checkout', '--quiet', '-b', 'other');
        const last = commit('second');
        git('checkout', '--quiet', 'main');
        commit('third');
        return last;
      },
      /it is on another branch: merge it/,
    ],
    [
      'is unknown',
      () => ({ commit: 'a'.repeat(40), committed: '2030-01-02T03:04:05Z', description: '' }),
      /commit a{12} of 2030-01-02T03:04:05Z(.|\n)*this clone does not know it: git pull/,
    ],
  ])('%s, which is refused with what to do', (_, last, remedy) => {
    const deployed = last();
    const refused = () => requireNewer(root, shared, deployed, './stand up');
    expect(refused).toThrow(remedy);
    expect(refused).toThrow(/^nothing was changed: (.|\n)*\.\/stand up --allow older$/);
  });

  test('is told only when this checkout is behind, where the state is its own', () => {
    const local: StateConfig = { backend: 'local' };
    const former = commit('second');
    git('commit', '--quiet', '--amend', '--message=amended');
    requireNewer(root, local, former, './stand up');
    const last = commit('third');
    git('reset', '--quiet', '--hard', 'HEAD~1');
    expect(() => requireNewer(root, local, last, './stand up')).toThrow('git pull');
  });

  test('is not asked for where there is nothing to compare', () => {
    const unknown = { commit: 'a'.repeat(40), description: '' };
    requireNewer(root, shared, undefined, './stand up');
    requireNewer(root, shared, { description: '' }, './stand up');
    requireNewer(folder, shared, unknown, './stand up');
    commit('second');
    git('clone', '--quiet', '--depth=1', `file://${root}`, join(folder, 'two'));
    requireNewer(join(folder, 'two'), shared, unknown, './stand up');
  });
});

describe('what a state says of a checkout', () => {
  test('is its commit, and whether it has changes of its own', () => {
    const clean = deployedBy({ root }, shipped);
    expect(clean).toMatchObject({ ...checkedOut(root), changed: false });
    expect(clean.commit).toBe(git('rev-parse', 'HEAD'));
    writeFileSync(join(root, 'stand.config.ts'), 'another');
    expect(deployedBy({ root }, shipped)).toEqual({ ...clean, changed: true });
  });

  test('is the description alone where there is no git, or no commit', () => {
    const described = { description: expect.stringMatching(/^[0-9a-f]{64}$/) };
    mkdirSync(join(root, 'copy'));
    expect(deployedBy({ root: join(root, 'copy') }, shipped)).toEqual(described);
    rmSync(join(root, '.git'), { recursive: true });
    git('init', '--quiet');
    expect(deployedBy({ root }, shipped)).toEqual(described);
  });

  test('differs with the description', () => {
    const of = (ttl: number) => deployedBy({ root }, vary({ ttl })).description;
    expect(of(64)).toBe(of(64));
    expect(of(64)).not.toBe(of(65));
  });
});

describe('changes that are not committed', () => {
  const shared = checkedStand(vary({ state: { backend: 'pg' } }));
  const local = checkedStand(shipped);
  const change = () => writeFileSync(join(root, 'stand.config.ts'), 'another');

  test('are refused where the state is shared, with the files', () => {
    requireCommitted(projectPaths(root), shared);
    change();
    expect(() => requireCommitted(projectPaths(root), shared)).toThrow(
      /^nothing was changed: (.|\n)*\n {2}stand\.config\.ts\n(.|\n)*\.\/stand up --allow dirty$/,
    );
  });

  test('are the description even where git does not track it', () => {
    git('rm', '--quiet', '--cached', 'stand.config.ts');
    git('commit', '--quiet', '--message', 'untracked');
    expect(() => requireCommitted(projectPaths(root), shared)).toThrow('stand.config.ts');
    writeFileSync(join(root, '.git', 'info', 'exclude'), 'stand.config.ts');
    expect(() => requireCommitted(projectPaths(root), shared)).toThrow('stand.config.ts');
  });

  test('are nobody else’s matter where the state is local, nor without git', () => {
    change();
    requireCommitted(projectPaths(root), local);
    rmSync(join(root, '.git'), { recursive: true });
    requireCommitted(projectPaths(root), shared);
  });

  test('do not count in what `up` writes: the vault and the certificate authority', () => {
    const write = (text: string) => {
      mkdirSync(join(root, 'secrets', 'ca'), { recursive: true });
      for (const name of ['vault.yml', 'ca/ca.crt'])
        writeFileSync(join(root, 'secrets', name), text);
    };
    write('before');
    commit('with secrets');
    write('after');
    requireCommitted(projectPaths(root), shared);
  });
});
