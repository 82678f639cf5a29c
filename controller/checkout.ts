import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A commit as it is told to people. */
export interface Commit {
  /** 40 or 64 hexadecimal digits. */
  readonly commit: string;
  /** When it was made, in ISO 8601. */
  readonly committed: string;
}

/**
 * How a commit relates to the one that is checked out: `included` in its history; `newer`, which has it in its own;
 * `diverged`, neither; or `unknown` to this clone.
 */
export type Relation = 'included' | 'newer' | 'diverged' | 'unknown';

/** The commit that is checked out; undefined without git, and where a folder is no checkout of its own. */
export function checkedOut(root: string): Commit | undefined {
  // A copy in a folder of another project's checkout is none of that project's.
  if (!existsSync(join(root, '.git'))) return undefined;
  const [commit, committed] = git(root, 'log', '--max-count=1', '--format=%H%n%cI').lines;
  return commit && committed ? { commit, committed } : undefined;
}

/** How a commit relates to what is checked out; undefined in a clone whose history was cut off. */
export function relationTo(root: string, commit: string): Relation | undefined {
  const isAncestor = (one: string, other: string) =>
    git(root, 'merge-base', '--is-ancestor', one, other).code === 0;
  if (isAncestor(commit, 'HEAD')) return 'included';
  if (isAncestor('HEAD', commit)) return 'newer';
  if (git(root, 'rev-parse', '--is-shallow-repository').lines[0] === 'true') return undefined;
  return git(root, 'cat-file', '-e', `${commit}^{commit}`).code === 0 ? 'diverged' : 'unknown';
}

/**
 * Names of the files that differ from what is checked out.
 * @param counted files that count although git does not track them
 */
export function changedFiles(root: string, ...counted: readonly string[]): string[] {
  const tracked = git(root, 'status', '--porcelain', '--untracked-files=no').lines;
  const others = git(root, 'status', '--porcelain', '--ignored', '--', ...counted).lines;
  return [...new Set([...tracked, ...others].map((line) => line.slice(3)))];
}

function git(root: string, ...args: readonly string[]): { code: number | null; lines: string[] } {
  // The checkout may belong to another account than root's.
  const safe = ['-c', `safe.directory=${root}`];
  const { status, stdout } = spawnSync('git', [...safe, ...args], { cwd: root, encoding: 'utf8' });
  return { code: status, lines: (stdout ?? '').split('\n').filter(Boolean) };
}
