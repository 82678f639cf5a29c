import { randomBytes } from 'node:crypto';
import { ejabberdHosts } from '../../../test-stand/hosts';
import { passwordOf } from '../support/secrets';
import { interoperate } from '../support/services/xmpp';

/** What came of a change; see xmpp/passwords.py. */
const afterwards = {
  changed: 'result',
  logins: Object.fromEntries(ejabberdHosts.map((node) => [node, [false, true]])),
};

/** People's passwords are theirs (XEP-0077), accounts are the administrators'. */
export function describePasswords(): void {
  it('change their own password, of no other account, and make and end none', async () => {
    expect(await interoperate('passwords.py')).toEqual({
      ...afterwards,
      refused: {
        'a weak password': 'not-acceptable',
        "another's password": 'forbidden',
        'another account': 'forbidden',
        'to go': 'forbidden',
      },
      strangers: Object.fromEntries(ejabberdHosts.map((node) => [node, [true, 'error forbidden']])),
    });
  });
}

/** Has somebody of the description choose a password, and at last take back the one of the vault. */
export async function whileAnotherPassword(name: string, work: () => Promise<void>): Promise<void> {
  const [first, own] = [passwordOf(name), randomBytes(8).toString('hex')];
  const change = (from: string, to: string) =>
    interoperate('passwords.py', ejabberdHosts, { person: [name, from, to] });
  expect(await change(first, own)).toEqual(afterwards);
  let taken: unknown;
  await work().finally(async () => {
    // Logs in by it: a deployment has left it alone.
    taken = await change(own, first);
  });
  expect(taken).toEqual(afterwards);
}
