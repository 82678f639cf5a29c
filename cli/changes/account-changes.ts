import type { Stand } from '../../model/stand';
import { type AccountRecords, accountRecords } from '../../stacks/account-records';
import type { Plan } from '../engine/plan';

/** What becomes of an account that was described otherwise. */
interface AccountChange {
  readonly account: string;
  /** In words that follow it. */
  readonly what: string;
  /** What becomes of its data; null where nothing does. */
  readonly data: string | null;
}

/** Of accounts that the description lists no longer, or as administrators no longer or only now, what becomes. */
export function accountChanges({ output_changes }: Plan, { accounts }: Stand): AccountChange[] {
  // None where the last deployment was before they were written down.
  const before = output_changes?.[accountRecords]?.before as AccountRecords | null | undefined;
  const { admins = [], users = [] } = before ?? {};
  const newAdmins = before ? accounts.admins.filter((account) => !admins.includes(account)) : [];
  const described = [...accounts.admins, ...accounts.users];
  return [
    ...admins
      .filter((account) => !accounts.admins.includes(account))
      .map((account) => ({
        ...{ account, what: 'loses the rights of an administrator', data: null },
      })),
    ...newAdmins.map((account) => ({
      ...{ account, what: 'gets the rights of an administrator' },
      data: 'an account of that name that is there already keeps its owner and password',
    })),
    ...[...admins, ...users]
      .filter((account) => !described.includes(account))
      .map((account) => ({
        ...{ account, what: 'is no longer described, and stays' },
        data: `kept; to shut it: ./stand user disable ${account}, to end it: ./stand user remove ${account}`,
      })),
  ];
}
