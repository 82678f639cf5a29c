import { leftovers } from './support/leftovers';
import { stand, succeed } from './support/stand';

/** `up`, killed with everything it started as soon as it says this. */
async function upKilledAt(line: RegExp): Promise<string> {
  const { code, stderr } = await stand(['up'], {
    onProgress: (text, kill) => {
      if (line.test(text)) kill();
    },
  });
  expect(stderr).toMatch(line);
  expect(stderr).not.toMatch(/✗/);
  expect(code).toBeNull();
  return stderr;
}

describe('an `up` that is killed', () => {
  it('while networks, hosts and secrets are made, is continued by the next one', async () => {
    await upKilledAt(/… host \w+ \(create\)/);
    await upKilledAt(/… service base \(create\)/);
  });

  it('while a playbook runs, is continued by the next one with that playbook', async () => {
    expect(await upKilledAt(/… service etcd \(create\)/)).toMatch(/✓ service base/);
  });

  it('leaves nothing that `down` would not take away', async () => {
    expect(leftovers()).not.toEqual([]);
    await succeed(['down']);
    expect(leftovers()).toEqual([]);
  });
});
