import { domain, ejabberdHosts } from '../../../test-stand/hosts';
import { ssh } from '../../../test-stand/stand';
import { databaseRoles, sql } from '../support/services/postgresql';

const database = 'ejabberd-domain-local';

/** Messages of a person and of a room, so many days old. */
const messages = (days: number, count: number) => `
  INSERT INTO archive (username, server_host, timestamp, peer, bare_peer, xml, txt, kind, nick, origin_id)
  SELECT CASE WHEN one % 2 = 0 THEN 'max' ELSE 'gone@conference.${domain}' END, '${domain}',
    (extract(epoch FROM now()) - ${days} * 86400) * 1000000 + one, 'a@b', 'a@b', '<message/>',
    'kept ${days} days', CASE WHEN one % 2 = 0 THEN 'chat' ELSE 'groupchat' END, '', ''
  FROM generate_series(1, ${count}) AS one`;

/** The stand keeps messages for ninety days; see test-stand/checkout.ts. */
export function describeRetention(): void {
  it('older messages than are to be kept are deleted by one node, and no others', async () => {
    const { primary } = await databaseRoles();
    await sql(primary, `${messages(91, 250)}; ${messages(89, 2)}`, database);
    const run =
      'sudo systemctl start ejabberd-retention && sudo journalctl --output=cat -n 20 -u ejabberd-retention';
    const said = await Promise.all(ejabberdHosts.map((node) => ssh(node, run)));
    expect(said[0]).toMatch(/completed after deleting \d+ messages/);
    expect(said[1]).toContain('ejabberd@e1server does it');
    const left = `SELECT txt, count(*) FROM archive WHERE txt LIKE 'kept % days' GROUP BY txt`;
    expect(await sql(primary, left, database)).toEqual([['kept 89 days', '2']]);
    await sql(primary, `DELETE FROM archive WHERE txt = 'kept 89 days'`, database);
  });
}
