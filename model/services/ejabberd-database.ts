import { createHash } from 'node:crypto';
import type { Variables } from '../description/variables';
import type { Stand } from '../stand';

/** PostgreSQL cuts a longer name. @see https://www.postgresql.org/docs/17/limits.html */
const longestName = 63;

/** ejabberd's database and the role that owns it. */
export function ejabberdDatabase({ domain }: Pick<Stand, 'domain'>): {
  name: string;
  user: string;
} {
  const name = `ejabberd-${domain.replaceAll('.', '-')}`;
  if (name.length <= longestName) return { name, user: 'ejabberd' };
  const digest = createHash('sha256').update(domain).digest('hex').slice(0, 8);
  return { name: `${name.slice(0, longestName - 9)}-${digest}`, user: 'ejabberd' };
}

/** Records of pg_hba.conf that let a role into ejabberd's database from these addresses. */
export function ejabberdDatabaseAccess(
  stand: Pick<Stand, 'domain'>,
  user: string,
  addresses: readonly string[],
): Variables[] {
  const { name } = ejabberdDatabase(stand);
  return addresses.map((address) => ({ database: name, user, address }));
}
