import { TerraformOutput, type TerraformStack } from 'cdktf';
import type { Commit } from '../controller/checkout';

/** What the state says of the checkout that deployed last. */
export interface Deployed extends Partial<Commit> {
  /** Whether files differed from the commit. */
  readonly changed?: boolean;
  /** Digest of the description. */
  readonly description: string;
}

/** The commit that a state says, for people. */
export function commitText({ commit = '', committed, changed }: Deployed): string {
  const more = changed ? ', with changes that were not committed' : '';
  return `commit ${commit.slice(0, 12)} of ${committed}${more}`;
}

/** Name of the engine's output that says it: outputs are in the state, wherever that is. */
export const deployedOutput = 'deployed';

/** An output changes no resource, and the engine writes it when it begins, so a change that fails counts too. */
export function addDeployed(stack: TerraformStack, deployed: Deployed): void {
  new TerraformOutput(stack, deployedOutput, { value: deployed });
}
