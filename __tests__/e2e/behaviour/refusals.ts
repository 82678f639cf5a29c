import { type DatabaseHost, domain, ejabberdHosts } from '../../../test-stand/hosts';
import { ssh } from '../../../test-stand/stand';
import { passwordOf } from '../support/secrets';
import { databaseRoles, sql } from '../support/services/postgresql';
import { account, deliver, interoperate } from '../support/services/xmpp';

const database = 'ejabberd-domain-local';

/** What ejabberd remembers of accounts. */
function forget(): Promise<string> {
  return ssh('e1server', 'sudo ejabberdctl clear_cache');
}

const person = (name: string) => ({ name, password: passwordOf(name) });

/** What comes of logging in so many times at once, with the right password. */
function logIn(times: number): Promise<unknown> {
  return interoperate('outage.py', ['e1server'], { account: person('max'), times });
}

async function failures(): Promise<number> {
  const told = await Promise.all(
    ejabberdHosts.map((node) => ssh(node, 'sudo ejabberdctl mam_failures')),
  );
  return told.reduce((sum, text) => sum + Number(text), 0);
}

/** Refuses messages for ever, two times, or one commit of them; takes its time for some. */
const refuse = `
  CREATE SEQUENCE refusals;
  GRANT USAGE ON SEQUENCE refusals TO ejabberd;
  CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.txt LIKE 'together %' THEN
      PERFORM pg_sleep(0.1);
    END IF;
    IF NEW.txt LIKE '% for ever' THEN
      RAISE 'of no use' USING ERRCODE = 'character_not_in_repertoire';
    ELSIF NEW.txt = 'refused at first' AND nextval('refusals') <= 2 THEN
      RAISE 'not yet' USING ERRCODE = 'read_only_sql_transaction';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER refuse BEFORE INSERT ON archive FOR EACH ROW EXECUTE FUNCTION refuse();
  CREATE FUNCTION refuse_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.txt LIKE '% by a commit' AND nextval('refusals') = 1 THEN
      RAISE 'of no use together' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
  END $$;
  CREATE CONSTRAINT TRIGGER refuse_commit AFTER INSERT ON archive INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION refuse_commit()`;
const allow = `DROP TRIGGER refuse_commit ON archive; DROP FUNCTION refuse_commit;
  DROP TRIGGER refuse ON archive; DROP FUNCTION refuse; DROP SEQUENCE refusals`;

/** What the database refuses is nobody's fault, and not kept quiet. */
export function describeRefusals(): void {
  let primary: DatabaseHost;

  /** Runs SQL in ejabberd's database. @returns one array of columns a row */
  const inDatabase = (statement: string) => sql(primary, statement, database);

  beforeAll(async () => {
    ({ primary } = await databaseRoles());
  });

  describe('while the database refuses', () => {
    it('refused logins fail at the server, and lock no user out', async () => {
      await inDatabase('REVOKE SELECT ON users FROM ejabberd');
      try {
        await forget();
        expect(await logIn(25)).toEqual({ 'internal-server-error': 25 });
      } finally {
        await inDatabase('GRANT SELECT ON users TO ejabberd');
      }
      expect(await logIn(1)).toEqual({ success: 1 });
    });

    it('nobody is told that a vCard is stored', async () => {
      const rights = 'SELECT, INSERT, UPDATE, DELETE ON vcard';
      await inDatabase(`REVOKE ${rights} FROM ejabberd`);
      let told: object;
      try {
        told = (await interoperate('vcards.py')) as object;
      } finally {
        await inDatabase(`GRANT ${rights} TO ejabberd`);
      }
      const error = 'internal-server-error';
      expect(new Set(Object.values(told).flat())).toEqual(new Set([error]));
    });

    it('a message is archived when that passes, and counted when it does not', async () => {
      const before = await failures();
      const sender = account('admin', 'e1server', 'STARTTLS');
      const receiver = account('max', 'e2server', 'direct TLS');
      await inDatabase(refuse);
      try {
        await deliver(
          ['refused at first', 'refused for ever'].map((body) => ({
            ...{ sender, receiver, body, offline: false },
          })),
        );
      } finally {
        await inDatabase(allow);
      }
      // In the archives of both accounts, or of neither.
      const archived = "SELECT txt, count(*) FROM archive WHERE txt LIKE 'refused %' GROUP BY txt";
      expect(await inDatabase(archived)).toEqual([['refused at first', '2']]);
      expect(await failures()).toBe(before + 2);
    });

    it('messages that wait at the same time are committed together, but for those it refuses', async () => {
      const before = await failures();
      const ends = [...Array(6).fill('third'), 'by a commit', 'for ever'];
      const sessions = ends.map((end, session) =>
        ['first', 'second', end].map((name) => `together ${session} ${name}`),
      );
      const people = { sender: person('admin'), receiver: person('max') };
      await inDatabase(refuse);
      try {
        const arrived = await interoperate('together.py', ['e1server'], { ...people, sessions });
        expect(arrived).toEqual(sessions.flat().sort());
      } finally {
        await inDatabase(allow);
      }
      const counts = `SELECT count(*), count(DISTINCT xmin::text) FROM archive WHERE txt LIKE 'together %'`;
      const [[rows, transactions] = []] = await inDatabase(counts);
      expect(rows).toBe('46');
      expect(Number(transactions)).toBeLessThan(46);
      expect(await failures()).toBe(before + 2);
    });
  });

  it('get the hash that their accounts lack, and no other password', async () => {
    const hashes = "SELECT type, password FROM users WHERE username = 'max' ORDER BY type";
    const complete = () =>
      ssh(
        'e1server',
        `cd / && sudo -u ejabberd /usr/local/libexec/ejabberd-node ejabberd@e1server accounts ${domain}`,
        `max ${passwordOf('max')}`,
      );
    await inDatabase("DELETE FROM users WHERE username = 'max' AND type = 2");
    await forget();
    expect(await complete()).toBe('stored all hashes of the password of max\n');
    const stored = await inDatabase(hashes);
    expect(stored.map(([type]) => type)).toEqual(['2', '3']);
    expect(await complete()).toBe('');
    expect(await inDatabase(hashes)).toEqual(stored);
  });
}
