import { upKilledAt } from './support/kill';
import { leftovers } from './support/leftovers';
import { succeed } from './support/stand';

describe('an `up` that is killed while networks and hosts are made', () => {
  it('leaves nothing that `down` would not take away', async () => {
    await upKilledAt(/… host \w+ \(create\)/);
    expect(leftovers()).not.toEqual([]);
    await succeed(['down']);
    expect(leftovers()).toEqual([]);
  });
});
