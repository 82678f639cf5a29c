import { ejabberdHosts } from '../../test-stand/hosts';
import { clusterSeenFrom } from './behaviour/cluster';
import { exchangeMessages } from './behaviour/messages';
import { eventually } from './support/eventually';
import { standbysOf, switchOver } from './support/services/postgresql';

describe('a switchover of PostgreSQL', () => {
  it('makes the replica the primary, and the primary its synchronous replica', async () => {
    const { primary, replica } = await switchOver();
    await eventually(async () => {
      expect(await standbysOf(primary)).toMatchObject([{ name: replica, synchrony: 'sync' }]);
    });
  });

  it('leaves both nodes of ejabberd usable', async () => {
    await eventually(exchangeMessages);
    for (const host of ejabberdHosts) expect(await clusterSeenFrom(host)).toHaveLength(2);
  });
});
