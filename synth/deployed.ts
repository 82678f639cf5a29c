import { createHash } from 'node:crypto';
import { changedFiles, checkedOut } from '../controller/checkout';
import type { Paths } from '../controller/paths';
import type { StandConfig } from '../model/description/config';
import type { Deployed } from '../stacks/deployed';

/** What the state is to say of this checkout once it has deployed a description. */
export function deployedBy({ root }: Pick<Paths, 'root'>, config: StandConfig): Deployed {
  const description = createHash('sha256').update(JSON.stringify(config)).digest('hex');
  const commit = checkedOut(root);
  if (!commit) return { description };
  return { ...commit, changed: changedFiles(root, descriptionFile).length > 0, description };
}

/** The description, in the checkout. */
export const descriptionFile = 'stand.config.ts';
