import type { ResourceChange } from '../engine/plan';
import { partName } from '../engine/report';
import { type Texts, triggersOf } from './reasons';

/** What becomes of an account that was described otherwise. */
interface AccountChange {
  readonly account: string;
  /** In words that follow it. */
  readonly what: string;
  /** What becomes of its data; null where nothing does. */
  readonly data: string | null;
}

/** Of accounts that the description lists no longer, or no longer as administrators, what becomes. */
export function accountChanges(resource: ResourceChange): AccountChange[] {
  const { before, after } = resource.change;
  // Where the service goes too, nothing of it is changed.
  if (partName(resource.address) !== 'service ejabberd' || !before || !after) return [];
  const { before: old, after: wanted } = triggersOf(resource);
  const missing = (namesIn: (texts: Texts) => string[]) => {
    const left = namesIn(wanted);
    return namesIn(old).filter((name) => !left.includes(name));
  };
  return [
    ...missing(administratorsIn).map((account) => ({
      ...{ account, what: 'loses the rights of an administrator', data: null },
    })),
    ...missing(accountsIn).map((account) => ({
      ...{ account, what: 'is no longer described, and stays' },
      data: `kept; to shut it: ./stand user disable ${account}, to end it: ./stand user remove ${account}`,
    })),
  ];
}

function accountsIn({ ejabberd_accounts = '[]' }: Texts): string[] {
  return (JSON.parse(ejabberd_accounts) as { name: string }[]).map(({ name }) => name);
}

function administratorsIn({ ejabberd_admins = '[]' }: Texts): string[] {
  return JSON.parse(ejabberd_admins) as string[];
}
