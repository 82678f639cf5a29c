import { relative } from 'node:path';
import { changedFiles, checkedOut, type Relation, relationTo } from '../../controller/checkout';
import { exitCodes, StandError } from '../../controller/errors';
import { type Paths, secretPaths } from '../../controller/paths';
import type { StateConfig } from '../../model/description/state';
import type { Stand } from '../../model/stand';
import { commitText, type Deployed } from '../../stacks/deployed';
import { descriptionFile } from '../../synth/deployed';

/** What to do where the commit that deployed last is not in this checkout's history. */
const remedies: Readonly<Record<Exclude<Relation, 'included'>, string>> = {
  newer: 'it is newer than what is checked out here: git pull, then run this again',
  diverged: 'it is on another branch: merge it or rebase onto it, then run this again',
  unknown: 'this clone does not know it: git pull, then run this again',
};

/**
 * A local state is this checkout's alone, so a commit that is on another branch was amended or left here.
 * @param last who deployed last, as the state says
 * @param command the command that allows it, such as `./stand up`
 * @throws StandError where this checkout is older than the one that deployed last
 */
export function requireNewer(
  root: string,
  { backend }: StateConfig,
  last: Deployed | undefined,
  command: string,
): void {
  if (last?.commit === undefined || checkedOut(root) === undefined) return;
  const relation = relationTo(root, last.commit);
  if (relation === undefined || relation === 'included') return;
  if (backend === 'local' && relation !== 'newer') return;
  throw new StandError(
    [
      `nothing was changed: the stand was deployed last from ${commitText(last)}, which is not in this checkout's history;`,
      `${remedies[relation]};`,
      `or, to undo what it has brought: ${command} --allow older`,
    ].join('\n'),
    exitCodes.invalid,
  );
}

/** @throws StandError where others could not get, from the repository, what is about to be deployed */
export function requireCommitted(paths: Paths, stand: Stand): void {
  const { root } = paths;
  if (stand.state.backend === 'local' || checkedOut(root) === undefined) return;
  // Secrets are written by `up` itself.
  const { vaultFile, caDirectory } = secretPaths(paths, stand);
  const own = [relative(root, vaultFile), `${relative(root, caDirectory)}/`];
  const changed = changedFiles(root, descriptionFile).filter(
    (name) => !own.some((start) => name.startsWith(start)),
  );
  if (changed.length === 0) return;
  throw new StandError(
    [
      'nothing was changed: the state is shared, but these files are not as they were committed:',
      ...changed.map((name) => `  ${name}`),
      'commit or stash them; or, to deploy what nobody else has: ./stand up --allow dirty',
    ].join('\n'),
    exitCodes.invalid,
  );
}
