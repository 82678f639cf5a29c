import { existsSync, renameSync } from 'node:fs';
import { editFile, snapshot, stateFile } from '../../test-stand/checkout';
import { hostNames, onEveryHost } from '../../test-stand/hosts';
import { execute, ssh, stand, succeed } from '../../test-stand/stand';

/** When each host's first process was started. */
const boots = () => onEveryHost((host) => ssh(host, 'stat --format=%Y.%i /proc/1'));

const ways = {
  './stand up': () => stand(['up']),
  'npx cdktf deploy': () => execute('npx', ['cdktf', 'deploy', '--auto-approve']),
};

describe.each(Object.entries(ways))('%s', (name, deploy) => {
  let before: Awaited<ReturnType<typeof boots>>;
  beforeAll(async () => {
    before = await boots();
  });

  /** What it says as it refuses, with nothing changed. */
  async function refused(): Promise<string> {
    const { code, stdout, stderr } = await deploy();
    const said = `${stdout}${stderr}`;
    expect(said).toContain('nothing was changed: hosts would be lost that no option names:');
    // cdktf has an exit code of its own.
    expect(code).toBe(name === './stand up' ? 2 : 1);
    return said;
  }

  it('makes no host anew because its memory is described otherwise', async () => {
    const state = snapshot()[stateFile];
    const restore = editFile('stand.config.ts', 'memoryMiB: 1024', 'memoryMiB: 1280');
    const said = await refused().finally(restore);
    for (const host of hostNames) {
      expect(said).toContain(`${host} would be made anew: memory from 1024 to 1280 MiB`);
      expect(said).toContain(`./stand up --replace ${host}`);
    }
    expect(snapshot()[stateFile]).toBe(state);
  });

  it('removes no host because it is described no more', async () => {
    const state = snapshot()[stateFile];
    const restore = editFile(
      'stand.config.ts',
      /e2server: \{[^}]+\{[^}]+\},\n {4}\},|'e2-fs': .*/g,
      '',
    );
    expect(await refused().finally(restore)).toContain('./stand up --remove e2server');
    expect(snapshot()[stateFile]).toBe(state);
  });

  it('makes no host whose name one has that its state does not know', async () => {
    renameSync(stateFile, `${stateFile}.away`);
    try {
      const said = await refused();
      for (const host of hostNames) expect(said).toContain(`${host} is there already`);
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
