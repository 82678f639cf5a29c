import { leftovers } from './support/leftovers';
import { stand, succeed } from './support/stand';

/** `up`, killed with everything it started as soon as it says this. */
function killedUp(when: RegExp) {
  return stand(['up'], {
    onProgress: (stderr, kill) => {
      if (when.test(stderr)) kill();
    },
  });
}

describe('an `up` that is killed', () => {
  it('while networks and hosts are made, is continued by the next one', async () => {
    const first = await killedUp(/host \w+ \(create\)/);
    expect(first.stderr).not.toMatch(/✓ host/);
    // The next one comes past all of that, and is killed in turn.
    const next = await killedUp(/service etcd \(create\)/);
    expect(next.stderr).toMatch(/✓ service base/);
    expect(next.stderr).not.toMatch(/✗/);
  });

  it('leaves nothing that `down` would not take away', async () => {
    await succeed(['down']);
    expect(leftovers()).toEqual([]);
  });
});
