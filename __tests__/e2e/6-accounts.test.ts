import { randomBytes } from 'node:crypto';
import { domain, ejabberdHosts } from '../../test-stand/hosts';
import { stand, succeed } from '../../test-stand/stand';
import { interoperate } from './support/services/xmpp';

interface Link {
  readonly name: string;
  readonly link: string;
  readonly token: string;
}

/** What a command of accounts answers. */
async function ask<Answer>(...args: string[]): Promise<Answer> {
  return JSON.parse((await succeed([...args, '--json'])).stdout);
}

const invite = (...args: string[]) => ask<Link>('invite', ...args);

/** Somebody takes up a link; see xmpp/invited.py. */
interface Try extends Partial<Pick<Link, 'link' | 'token'>> {
  readonly way: 'page' | 'client';
  readonly name: string;
  readonly password: string;
}

async function takeUp(...tries: Try[]): Promise<string[]> {
  const came = await interoperate('invited.py', ejabberdHosts, { tries });
  return (came as { said: string; logins: Record<string, boolean> }[]).map(({ said, logins }) => {
    const open = Object.values(logins).filter(Boolean).length;
    return open > 0 ? `${said}, logs in at ${open} nodes` : said;
  });
}

const password = () => randomBytes(12).toString('hex');

/** A musketeer, as XEP-0106 escapes him. */
const escaped = String.raw`d\27artagnan`;
const first = password();

describe('people', () => {
  const guest = (
    way: Try['way'],
    { link, token }: Partial<Link>,
    name: string,
    word = first,
  ): Try => ({ ...{ way, link, token, name, password: word } });

  it('are invited by links that are good once, for a time, and until they are retracted', async () => {
    const [named, free, short, retracted] = [
      await invite('Eva'),
      await invite(),
      await invite('--expires', '1s'),
      await invite(),
    ];
    expect(named).toMatchObject({
      name: 'eva',
      link: `https://${domain}/invites/${named.token}`,
      uri: `xmpp:eva@${domain}?register;preauth=${named.token}`,
    });
    await succeed(['invite', '--retract', retracted.link]);
    expect(
      await takeUp(
        guest('page', named, 'eva', 'short'),
        guest('page', named, 'max'),
        guest('page', named, 'eva'),
        guest('page', named, 'bob'),
        guest('client', free, 'max'),
        guest('client', free, escaped),
        guest('client', free, 'bob'),
        guest('page', short, 'bob'),
        guest('client', short, 'bob'),
        guest('page', retracted, 'bob'),
        guest('client', retracted, 'bob'),
        // By an invitation to a contact list, which everybody may give.
        guest('client', {}, 'bob'),
      ),
    ).toEqual([
      '400 Registration Error',
      '400 Registration Error',
      '200 Registration Success, logs in at 2 nodes',
      '404 Invite Expired',
      'error conflict',
      'result, logs in at 2 nodes',
      'error item-not-found',
      '404 Invite Expired',
      'error item-not-found',
      '404 Invite Expired',
      'error item-not-found',
      'error not-allowed',
    ]);
  });

  it('are not invited by names that nobody has, or somebody', async () => {
    const refusals = [
      ["d'artagnan", String.raw`must not contain "'", which XEP-0106 escapes as \27`],
      ['Max', `there is an account max@${domain} already`],
      ['two words', String.raw`which XEP-0106 escapes as \20`],
      ['a@b@c', `user must be a name or an address such as name@${domain}`],
    ] as const;
    for (const [name, why] of refusals) {
      const { code, stderr } = await stand(['invite', name]);
      expect(stderr).toContain(why);
      expect(code).toBe(2);
    }
  });

  it('are shut out and let in again, and set another password by a link', async () => {
    const login = (word: string) =>
      interoperate('locked.py', ejabberdHosts, { login: ['eva', word] });
    const each = (what: string) => Object.fromEntries(ejabberdHosts.map((node) => [node, what]));
    await succeed(['user', 'disable', 'eva', '--reason', 'left "us" $(id) 🙂']);
    expect(await login(first)).toEqual(each('failure account-disabled'));
    expect(await ask('user', 'show', 'EVA')).toMatchObject({
      ...{ name: 'eva', role: 'not described', sessions: [] },
      disabled: { reason: 'left "us" $(id) 🙂' },
    });
    await succeed(['user', 'enable', 'eva']);
    expect(await login(first)).toEqual(each('success'));
    const reset = await ask<Link>('user', 'reset', 'eva');
    const second = password();
    expect(await takeUp(guest('page', reset, 'eva', second), guest('page', reset, 'eva'))).toEqual([
      '200 Password Change Success, logs in at 2 nodes',
      '404 Invite Expired',
    ]);
    expect(await login(first)).toEqual(each('failure not-authorized'));
  });

  it('go with all that is theirs, when somebody confirms it', async () => {
    for (const [name, why] of [
      ['max', 'max is described, and the next ./stand up would make it again'],
      ['eva', 'confirmation needs a terminal or --confirm eva'],
      ['nobody', `there is no account nobody@${domain}`],
    ] as const) {
      const { code, stderr } = await stand(['user', 'remove', name]);
      expect(stderr).toContain(why);
      expect(code).toBe(2);
    }
    const reset = await ask<Link>('user', 'reset', 'eva');
    for (const name of ['eva', escaped]) {
      const { stdout, stderr } = await succeed(['user', 'remove', name, '--confirm', name]);
      expect(stderr).toMatch(
        /kept by dumps of the database .* until \d{4}-\d\d-\d\d at the latest/,
      );
      expect(stdout).toBe(`${name} is removed\n`);
    }
    expect(await takeUp(guest('page', reset, 'eva'))).toEqual(['404 Invite Expired']);
    const { accounts } = await ask<{ accounts: { name: string; role: string }[] }>('user', 'list');
    const found = Object.fromEntries(accounts.map(({ name, role }) => [name, role]));
    expect(found).toMatchObject({ admin: 'administrator', max: 'user', 'stand-check': 'checks' });
    expect(Object.keys(found).filter((name) => ['eva', escaped].includes(name))).toEqual([]);
  });
});
