import { relative } from 'node:path';
import type { Results } from './results';

const most = 10;

/** What is told at the end: the slowest tests, and how many passed. @param root the project's folder */
export function reportText(root: string, { passed, failed, skipped, timed }: Results): string {
  const slowest = [...timed].sort((one, other) => other.seconds - one.seconds).slice(0, most);
  const rows = slowest.map(
    ({ name, file, seconds }) =>
      `${`${seconds.toFixed(1)} s`.padStart(10)}  ${relative(root, file)}: ${name}`,
  );
  const left = skipped > 0 ? `, ${skipped} skipped` : '';
  return [
    ...(rows.length > 0 ? ['slowest tests:', ...rows] : []),
    `${passed} passed, ${failed} failed${left}`,
    '',
  ].join('\n');
}
