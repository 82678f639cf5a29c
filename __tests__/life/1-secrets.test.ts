import { readFileSync } from 'node:fs';
import { ejabberdHosts, hostNames } from '../../test-stand/hosts';
import { ssh, stand, succeed } from '../../test-stand/stand';
import { authority, vault } from '../e2e/support/secrets';
import { expectSettled } from '../e2e/support/sound';
import { nothingLost, whileUsed } from '../e2e/support/users';

interface Listed {
  readonly secrets: readonly { readonly name: string; readonly rotated: string | null }[];
  readonly certificates: readonly { readonly host: string; readonly issuer: string }[];
  readonly authority: readonly { readonly name: string; readonly signs: boolean }[];
}

const list = async (): Promise<Listed> =>
  JSON.parse((await succeed(['secret', 'list', '--json'])).stdout);
const rotate = (...args: string[]) => succeed(['secret', 'rotate', ...args]);

/** Since when daemons run that no rotation may restart. */
async function starts(): Promise<string[]> {
  const units = { e1server: 'ejabberd haproxy', e2server: 'ejabberd haproxy' };
  const databases = { psql1server: 'patroni', psql2server: 'patroni' };
  return Promise.all(
    Object.entries({ ...units, ...databases }).map(([host, names]) =>
      ssh(host, `systemctl show --property=ExecMainStartTimestamp ${names}`),
    ),
  );
}

describe('./stand secret', () => {
  it('refuses what it cannot rotate, and changes nothing', async () => {
    const before = vault();
    const refusals = [
      ['nothing', /secret must be one of .*ejabberd_cookie.*; got 'nothing'/],
      ['grafana_secret_key', /grafana_secret_key cannot be rotated: Grafana's database/],
    ] as const;
    for (const [name, why] of refusals) {
      const { code, stderr } = await stand(['secret', 'rotate', name]);
      expect(stderr).toMatch(why);
      expect(code).toBe(2);
    }
    expect(vault()).toEqual(before);
  });

  it('rotates all that only programs use while users write, who lose nothing', async () => {
    const before = vault();
    const running = await starts();
    const seen = await whileUsed('./stand secret rotate --all', () => rotate('--all'));
    expect(seen).toEqual(nothingLost);
    expect(await starts()).toEqual(running);
    const after = vault();
    const { secrets, certificates } = await list();
    for (const { name, rotated } of secrets.filter(({ name }) => `vault_${name}` in after)) {
      const isNew = after[`vault_${name}`] !== before[`vault_${name}`];
      expect([name, isNew]).toEqual([name, rotated !== null]);
    }
    expect(after.vault_ejabberd_max_password).toBe(before.vault_ejabberd_max_password);
    expect(after.vault_ejabberd_cookie).not.toBe(before.vault_ejabberd_cookie);
    expect(certificates.map(({ host }) => host)).toEqual(hostNames);
    // The old cookie opens nothing any more: a node that comes with it stays alone.
    for (const host of ejabberdHosts) {
      const cookie = before.vault_ejabberd_cookie as string;
      const ping = `erl -noinput -sname old$$ -setcookie $(cat) -eval 'io:format("~s", [net_adm:ping(list_to_atom("ejabberd@${host}"))]), halt().'`;
      expect(await ssh(host, ping, cookie)).toBe('pang');
    }
    await expectSettled();
  });

  it('rotates the CA in two steps and a third, and users lose nothing', async () => {
    const former = readFileSync(authority, 'utf8').trim();
    const seen = await whileUsed('./stand secret rotate ca', () => rotate('ca'));
    expect(seen).toEqual(nothingLost);
    const both = await list();
    expect(both.authority.map(({ signs }) => signs)).toEqual([true, false]);
    const [next] = both.authority;
    expect(both.certificates.map(({ issuer }) => issuer)).toEqual(hostNames.map(() => next?.name));
    expect(readFileSync(authority, 'utf8')).toContain(former);
    await expectSettled();
    expect((await stand(['secret', 'rotate', 'ca'])).stderr).toContain(
      'the former CA is still trusted; drop it first',
    );
    const finished = await whileUsed('./stand secret rotate ca --finish', () =>
      rotate('ca', '--finish'),
    );
    expect(finished).toEqual(nothingLost);
    expect((await list()).authority.map(({ name }) => name)).toEqual([next?.name]);
    expect(readFileSync(authority, 'utf8')).not.toContain(former);
    await expectSettled();
  });
});
