import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { changeSettings, root } from '../../test-stand/checkout';
import { ssh, up } from '../../test-stand/stand';
import { expectSettled, expectSound } from '../e2e/support/sound';
import { nothingAcceptedLost, whileConversing } from '../e2e/support/while-conversing';

const defaults = join(root, 'ansible/roles/postgresql/defaults/main.yml');

/** What the first test leaves as it is. */
const patient = { ejabberd: { ejabberd_net_ticktime: 30 } };

/** The shipped parameters, with another limit of connections. */
function limited(connections: number) {
  const { postgresql_parameters: shipped } = parse(readFileSync(defaults, 'utf8'));
  const parameters = { ...shipped, max_connections: connections };
  return { ...patient, postgresql: { postgresql_parameters: parameters } };
}

const limits = () =>
  Promise.all(
    ['psql1server', 'psql2server'].map((host) =>
      ssh(host, "sudo -u postgres psql -tAc 'SHOW max_connections'"),
    ),
  );

describe('a setting that daemons restart for', () => {
  it('reaches one node of ejabberd after the other, whose users move meanwhile', async () => {
    changeSettings(patient);
    const seen = await whileConversing('a setting that Erlang starts with', () => up());
    expect(seen).toEqual(nothingAcceptedLost);
    expect(seen.spoken.logins).toEqual([1, 1]);
    await expectSound();
  });

  it.each([
    ['raised', 120],
    ['lowered', 90],
  ])(
    'reaches one member of PostgreSQL after the other, where it is a limit that is %s',
    async (how, limit) => {
      changeSettings(limited(limit));
      const seen = await whileConversing(`a limit of PostgreSQL, ${how}`, () => up());
      expect(seen).toEqual(nothingAcceptedLost);
      expect(await limits()).toEqual([`${limit}\n`, `${limit}\n`]);
      await expectSettled();
    },
  );
});
