import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A version's numbers: `1.26.6` and `go1.26.6` are [1, 26, 6]; what is missing counts as 0. */
export type Version = readonly number[];

/** @throws Error when `text` has no version in it */
export function parseVersion(text: string): Version {
  const found = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  if (!found) throw new Error(`version must be such as 1.26.6; got '${text}'`);
  return found.slice(1).map((part) => Number(part ?? 0));
}

/** Negative when `a` is older than `b`, 0 when they are the same. */
export function compareVersions(a: Version, b: Version): number {
  const at = [0, 1, 2].find((i) => a[i] !== b[i]);
  return at === undefined ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

/** The Go release that a module's go.mod asks for at least. */
export function neededGo(module: string): Version {
  const line = /^go (.+)$/m.exec(readFileSync(join(module, 'go.mod'), 'utf8'));
  return parseVersion(line?.[1] ?? '');
}

/** The release of a module that go.mod requires, without its `v`. @throws Error without one */
export function requiredRelease(module: string, dependency: string): string {
  const words = readFileSync(join(module, 'go.mod'), 'utf8').split(/\s+/);
  const release = words.find((word, i) => words[i - 1] === dependency && /^v\d/.test(word));
  if (!release) throw new Error(`${module}/go.mod must require ${dependency}`);
  return release.slice(1);
}
