import { type DatabaseHost, ejabberdHosts } from '../../test-stand/hosts';
import { ssh } from '../../test-stand/stand';
import { clusterSeenFrom } from './behaviour/cluster';
import { exchangeMessages } from './behaviour/messages';
import { eventually } from './support/eventually';
import { dumpedFrom } from './support/services/bacula';
import { archiveSegment, pgbackrest, stanzaInfo } from './support/services/pgbackrest';
import { standbysOf, switchOver } from './support/services/postgresql';

describe('a switchover of PostgreSQL', () => {
  let primary: DatabaseHost;
  let replica: DatabaseHost;

  beforeAll(async () => {
    ({ primary, replica } = await switchOver());
  });

  it('makes the replica the primary, and the primary its synchronous replica', async () => {
    await eventually(async () => {
      expect(await standbysOf(primary)).toMatchObject([{ name: replica, synchrony: 'sync' }]);
    });
  });

  it('leaves both nodes of ejabberd usable', async () => {
    await eventually(exchangeMessages);
    for (const host of ejabberdHosts) expect(await clusterSeenFrom(host)).toHaveLength(2);
  });

  it('lets the other host archive and back up into the same repository', async () => {
    await archiveSegment(primary);
    await pgbackrest(primary, 'check');
    const before = (await stanzaInfo(replica)).backup.map(({ label }) => label);
    await ssh(primary, 'sudo systemctl start pgbackrest-backup@diff');
    const newest = (await stanzaInfo(replica)).backup.at(-1);
    expect(newest).toMatchObject({ type: 'diff', error: false });
    expect(before).not.toContain(newest?.label);
  });

  it('has Bacula’s dump taken on the other host', async () => {
    expect(await dumpedFrom()).toBe(`standby ${replica}`);
  });
});
