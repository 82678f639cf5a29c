import type { DatabaseHost } from '../../../test-stand/hosts';
import { eventually } from '../support/eventually';
import { secretTexts } from '../support/secrets';
import { databaseRoles, sql, standbysOf } from '../support/services/postgresql';

const megabyte = 1024 * 1024;
const database = 'ejabberd-domain-local';

export function describeDatabase(): void {
  describe('PostgreSQL', () => {
    let primary: DatabaseHost;
    let replica: DatabaseHost;

    beforeAll(async () => {
      ({ primary, replica } = await databaseRoles());
    });

    it('streams to a synchronous replica, encrypted, with a lag near zero', async () => {
      const [standby, ...others] = await standbysOf(primary);
      expect(others).toEqual([]);
      expect(standby).toMatchObject({
        name: replica,
        state: 'streaming',
        synchrony: 'sync',
        encrypted: true,
      });
      expect(standby?.lagBytes).toBeLessThan(megabyte);
    });

    it('shows on the replica what was written on the primary', async () => {
      const note = `written at ${new Date().toISOString()}`;
      await sql(primary, `CREATE TABLE note AS SELECT '${note}' AS text`);
      try {
        await eventually(async () => {
          expect(await sql(replica, 'SELECT text FROM note')).toEqual([[note]]);
        }, 10);
      } finally {
        await sql(primary, 'DROP TABLE note');
      }
    });

    it('holds the accounts, without their passwords', async () => {
      const accounts = await sql(
        primary,
        'SELECT DISTINCT username FROM users ORDER BY 1',
        database,
      );
      expect(accounts).toEqual([['admin'], ['max'], ['stand-check']]);
      const [[rows]] = (await sql(primary, 'SELECT json_agg(users) FROM users', database)) as [
        [string],
      ];
      for (const secret of secretTexts()) expect(rows).not.toContain(secret);
    });
  });
}
