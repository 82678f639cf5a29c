import { onEveryHost } from '../../../test-stand/hosts';
import { ssh } from '../../../test-stand/stand';
import { databaseRoles, sql } from './services/postgresql';

/** What operations put on hosts for their own time. */
export async function leftBehind(): Promise<string[]> {
  const look =
    'sudo ls -d /var/tmp/stand-operation /run/stand-operation 2> /dev/null; sudo iptables-save | grep stand-drill; systemctl is-active stand-operation | grep -v inactive';
  const found = await onEveryHost((host) => ssh(host, `${look}; true`));
  const { primary } = await databaseRoles();
  const tables = await sql(
    primary,
    "SELECT tablename FROM pg_tables WHERE tablename LIKE 'stand\\_drill%'",
    'ejabberd-domain-local',
  );
  return [...Object.values(found).join('').split('\n').filter(Boolean), ...tables.flat()];
}
