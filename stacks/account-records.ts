import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import type { Stand } from '../model/stand';

/** What the state knows of accounts: those that were described. */
export type AccountRecords = Stand['accounts'];

/** Name of the output that holds them. */
export const accountRecords = 'accounts';

export function recordAccounts(scope: Construct, { accounts }: Stand): void {
  new TerraformOutput(scope, accountRecords, { value: accounts });
}
