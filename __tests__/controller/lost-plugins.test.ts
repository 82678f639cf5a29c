import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endLostPlugins } from '../../controller/lost-plugins';
import { eventually } from '../../operations/eventually';

const plugin = '.terraform/providers/plugin';
let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'plugins-')));
  mkdirSync(join(folder, '.terraform/providers'), { recursive: true });
  copyFileSync('/bin/sleep', join(folder, plugin));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** An engine with a plugin, both in the folder. @returns the engine, and the plugin's number */
async function engine(): Promise<[engine: ChildProcess, plugin: number]> {
  const script = `${plugin} 60 > /dev/null & echo $!; wait`;
  const started = spawn('sh', ['-c', script], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
  const pid = Number((await once(started.stdout, 'data'))[0]);
  // Between fork and exec it is another program.
  const command = () => readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  await eventually(5, async () => expect(command()).toMatch(plugin), 10);
  return [started, pid];
}

/** False also for one that nobody has buried yet. */
function runs(pid: number): boolean {
  const status = `/proc/${pid}/status`;
  return existsSync(status) && !/^State:\s+Z/m.test(readFileSync(status, 'utf8'));
}

test('a plugin goes whose engine was killed, and no other', async () => {
  const [killed, lost] = await engine();
  const [working, needed] = await engine();
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  endLostPlugins('/somewhere/else');
  expect([lost, needed].filter(runs)).toEqual([lost, needed]);
  endLostPlugins(folder);
  await eventually(5, async () => expect([lost, needed].filter(runs)).toEqual([needed]));
  working.kill();
  process.kill(needed);
});
