import { existsSync } from 'node:fs';
import { projectPaths } from '../../controller/paths';
import { shellQuote } from '../../controller/shell-quote';
import { Lab } from '../../lab/lab';
import { homeOf, rootOf } from '../../test-stand/places';
import type { Suite } from './suites';

/** Where stands of these suites are that are still up, and what to do there. */
export async function keptStands(suites: readonly Suite[]): Promise<string[]> {
  const roots = suites.filter(({ deploys }) => deploys).map(({ checkout }) => rootOf(checkout));
  const told = roots.filter(existsSync).map(async (root) => {
    const isUp = await new Lab(projectPaths(root)).running();
    return isUp ? directions(root) : [];
  });
  return (await Promise.all(told)).flat();
}

/** @param root folder of a copy that has a stand */
export function directions(root: string): string[] {
  const there = `cd ${shellQuote(root)} && HOME=${shellQuote(homeOf(root))} ./stand`;
  return [
    `the tested stand is up in ${root}`,
    `  to look at it: ${there} status`,
    `  to remove it:  ${there} down`,
  ];
}
