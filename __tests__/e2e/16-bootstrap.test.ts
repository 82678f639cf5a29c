import { buildStand } from '../../model/build-stand';
import { changeSettings } from '../../test-stand/checkout';
import { databaseHosts, type HostName } from '../../test-stand/hosts';
import { ssh, stand, up } from '../../test-stand/stand';
import { shipped } from '../fixtures';
import { databaseRoles, standbysOf } from './support/services/postgresql';

const data = `/var/lib/postgresql/${buildStand(shipped).release.postgresqlVersion}/main`;
const configuration = '/etc/patroni/config.yml';
const [first, second] = databaseHosts;

const asPostgres = (host: HostName, command: string, input?: string) =>
  ssh(host, `cd / && sudo -u postgres ${command}`, input);

/** What is left when a member claims the bootstrap and is killed: Patroni's own claim, and no data. */
async function claimBootstrap(): Promise<void> {
  for (const host of databaseHosts)
    await ssh(host, `sudo systemctl stop patroni && sudo rm --recursive ${data}`);
  const forget = `patronictl --config-file=${configuration} remove stand`;
  await asPostgres(first, forget, 'stand\nYes I am aware\n');
  await asPostgres(
    first,
    `python3 -c "from patroni.config import Config
from patroni.dcs import get_dcs
assert get_dcs(Config('${configuration}')).initialize()"`,
  );
}

describe('a bootstrap of the database that was claimed, and that nobody goes on with', () => {
  beforeAll(async () => {
    await claimBootstrap();
    // Less patience than people want; a changed setting is what makes its playbook run, too.
    changeSettings({ postgresql: { postgresql_ready_timeout: 15 } });
  });

  it('stops `up` where a host has data', async () => {
    await asPostgres(second, `mkdir --mode=0700 ${data}`);
    await asPostgres(second, `tee ${data}/PG_VERSION`, '17\n');
    const { code, stderr } = await stand(['up']);
    expect(code).toBe(1);
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain(`${second} must keep what is in ${data}`);
    await ssh(second, `sudo rm ${data}/PG_VERSION && sudo rmdir ${data}`);
  });

  it('is begun again by `up` where none has', async () => {
    await up();
    const { primary, replica } = await databaseRoles();
    expect(await standbysOf(primary)).toMatchObject([{ name: replica, synchrony: 'sync' }]);
  });
});
