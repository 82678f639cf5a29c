import { existsSync, renameSync } from 'node:fs';
import { editFile, snapshot, stateFile } from '../../test-stand/checkout';
import { hostNames, onEveryHost } from '../../test-stand/hosts';
import { execute, ssh, stand, succeed, up } from '../../test-stand/stand';
import { boots } from './support/boots';

const ways = {
  './stand up': () => stand(['up']),
  'npx cdktf deploy': () => execute('npx', ['cdktf', 'deploy', '--auto-approve']),
};

describe.each(Object.entries(ways))('%s', (name, deploy) => {
  let before: Awaited<ReturnType<typeof boots>>;
  beforeAll(async () => {
    before = await boots();
  });

  /** Its refusal, in which it says that nothing was changed. */
  async function refused(): Promise<string> {
    const { code, stdout, stderr } = await deploy();
    const said = `${stdout}${stderr}`;
    expect(said).toContain('nothing was changed: what no option allows would be done to hosts:');
    // cdktf has an exit code of its own.
    expect(code).toBe(name === './stand up' ? 2 : 1);
    return said;
  }

  it('refuses to replace a host because its address was changed in the description', async () => {
    const state = snapshot()[stateFile];
    const restore = editFile('stand.config.ts', "'192.168.121.16'", "'192.168.121.26'");
    const said = await refused().finally(restore);
    expect(said).toContain('mon1server would be replaced: ');
    expect(said).toContain('./stand up --allow replace:mon1server');
    expect(snapshot()[stateFile]).toBe(state);
  });

  it('refuses to remove a host because it is no longer described', async () => {
    const state = snapshot()[stateFile];
    const restore = editFile(
      'stand.config.ts',
      /e2server: \{\n( {6}.+\n)+ {4}\},|'e2-fs': .*/g,
      '',
    );
    expect(await refused().finally(restore)).toContain('./stand up --allow remove:e2server');
    expect(snapshot()[stateFile]).toBe(state);
  });

  it('refuses to create hosts that exist but are not in the state', async () => {
    renameSync(stateFile, `${stateFile}.away`);
    try {
      const said = await refused();
      for (const host of hostNames) expect(said).toContain(`${host} already exists`);
      expect(existsSync(stateFile)).toBe(false);
    } finally {
      renameSync(`${stateFile}.away`, stateFile);
    }
  });

  afterAll(async () => {
    expect(await boots()).toEqual(before);
    await succeed(['diff']);
  });
});

describe('memory that is changed in the description', () => {
  const memory = () =>
    onEveryHost((host) => ssh(host, "awk '/^MemTotal/ { print $2 }' /proc/meminfo"));
  const everywhere = (mib: number) =>
    Object.fromEntries(hostNames.map((host) => [host, `${mib * 1024}\n`]));

  it('is changed on all hosts while they run', async () => {
    const before = await boots();
    expect(await memory()).toEqual(everywhere(1024));
    const restore = editFile('stand.config.ts', 'memoryMiB: 1024', 'memoryMiB: 1280');
    const { code, stdout } = await stand(['diff', '--json']);
    expect(code).toBe(4);
    expect(JSON.parse(stdout)).toMatchObject({
      class: 'safe',
      changes: hostNames.map(() => ({
        what: 'is changed while it runs',
        why: ['memory from 1024 MiB to 1280 MiB'],
      })),
    });
    await up().finally(restore);
    expect(await memory()).toEqual(everywhere(1280));
    await up();
    expect(await memory()).toEqual(everywhere(1024));
    expect(await boots()).toEqual(before);
  });
});
