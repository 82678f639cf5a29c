import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { editFile, labName, paths } from '../../test-stand/checkout';
import { leftovers } from '../../test-stand/leftovers';
import { type Result, stand, succeed } from '../../test-stand/stand';
import { upKilledAt } from './support/kill';

describe('an `up` whose hosts never answer', () => {
  it('fails in words, and the next one makes them again', async () => {
    const restore = [
      editFile('cloudinit/user-data.ts', "shell: '/bin/bash'", "shell: '/bin/false'"),
      editFile('stacks/containers.ts', 'bootSeconds = 300', 'bootSeconds = 5'),
    ];
    const { code, stderr } = await stand(['up']);
    for (const undo of restore) undo();
    expect(stderr).toMatch(
      /host e1server failed:\n(ssh: .*\n)?\S+ does not answer by ssh after 5 s/,
    );
    expect(code).toBe(1);
    expect(existsSync(join(paths.lab, 'hosts', `${labName}-e1server`, 'unfinished'))).toBe(true);
    await upKilledAt(/… host e1server \(create\)/);
  });
});

describe('an `up` that is at work', () => {
  it('is not disturbed by `down`, which says so', async () => {
    let down: Promise<Result> | undefined;
    await stand(['up'], {
      onProgress: (text, kill) => {
        if (/… host \w+ \(create\)/.test(text)) down ??= stand(['down']).finally(() => kill());
      },
    });
    const { code, stderr } = (await down) as Result;
    expect(stderr).toMatch(/^another command has been working on this stand since /);
    expect(code).toBe(5);
  });
});

describe('an `up` that is killed while networks and hosts are made', () => {
  it('leaves nothing that `down` would not take away', async () => {
    await upKilledAt(/… host \w+ \(create\)/);
    expect(leftovers()).not.toEqual([]);
    await succeed(['down']);
    expect(leftovers()).toEqual([]);
  });
});
