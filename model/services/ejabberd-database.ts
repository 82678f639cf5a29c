import type { Stand } from '../stand';

/** ejabberd's database and the role that owns it. */
export function ejabberdDatabase(stand: Stand): { name: string; user: string } {
  return { name: `ejabberd-${stand.domain.replaceAll('.', '-')}`, user: 'ejabberd' };
}
