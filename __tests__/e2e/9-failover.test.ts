import { clusterSeenFrom } from './behaviour/cluster';
import { exchangeMessages } from './behaviour/messages';
import { eventually } from './support/eventually';
import { ejabberdHosts } from './support/hosts';
import { databaseRoles, standbysOf } from './support/postgresql';
import { ssh } from './support/stand';

const patronictl = 'sudo patronictl --config-file /etc/patroni/config.yml';

describe('a switchover of PostgreSQL', () => {
  it('makes the replica the primary, and the primary its synchronous replica', async () => {
    const { primary, replica } = await databaseRoles();
    await ssh(
      primary,
      `${patronictl} switchover --force --leader ${primary} --candidate ${replica}`,
    );
    await eventually(async () => {
      expect(await databaseRoles()).toEqual({ primary: replica, replica: primary });
      expect(await standbysOf(replica)).toMatchObject([{ name: primary, synchrony: 'sync' }]);
    });
  });

  it('leaves both nodes of ejabberd usable', async () => {
    await eventually(exchangeMessages);
    for (const host of ejabberdHosts) expect(await clusterSeenFrom(host)).toHaveLength(2);
  });
});
