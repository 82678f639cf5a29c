import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { shellQuote } from '../../controller/shell-quote';
import { homeOf, rootOf } from '../../test-stand/places';
import type { Suite } from './suites';

/** Where the suites' stands are that are still up, and what to do there. */
export function keptStands(suites: readonly Suite[]): string[] {
  const roots = suites.filter(({ deploys }) => deploys).map(({ checkout }) => rootOf(checkout));
  return roots.filter((root) => existsSync(join(root, '.stand', 'lab'))).flatMap(directions);
}

function directions(root: string): string[] {
  const there = `cd ${shellQuote(root)} && HOME=${shellQuote(homeOf(root))} ./stand`;
  return [
    `the tested stand is up in ${root}`,
    `  to look at it: ${there} status`,
    `  to remove it:  ${there} down`,
  ];
}
