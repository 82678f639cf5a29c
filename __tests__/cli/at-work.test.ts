import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beAtWork, requireNobodyAtWork } from '../../cli/at-work';

let runtime: string;
beforeEach(() => {
  runtime = mkdtempSync(join(tmpdir(), 'at-work-'));
});
afterEach(() => rmSync(runtime, { recursive: true }));

const file = () => join(runtime, 'at-work.json');

/** As if another process had begun. */
function write(pid: number, started: string): void {
  const since = '2030-01-02T03:04:05.000Z';
  writeFileSync(file(), JSON.stringify({ command: 'up', pid, started, since }));
}

test('a command that is at work is told, and one that was killed is not', async () => {
  const child = spawn('sleep', ['60']);
  const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8');
  write(child.pid as number, stat.split(') ')[1]?.split(' ')[19] as string);
  const begin = () => beAtWork({ runtime }, 'down');
  expect(begin).toThrow(
    /^another command has been working on this stand since 2030-01-02T03:04:05.000Z; .*\n {2}.\/stand up of this checkout, process \d+$/,
  );
  child.kill('SIGKILL');
  await once(child, 'close');
  expect(begin).not.toThrow();
  expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({
    command: 'down',
    pid: process.pid,
  });
});

test('a process that has the number of a killed one is not taken for it', () => {
  write(process.ppid, '1');
  expect(() => requireNobodyAtWork({ runtime })).not.toThrow();
  expect(existsSync(file())).toBe(false);
});

test('a command that calls another one does not stand in its own way', () => {
  beAtWork({ runtime }, 'secret rotate');
  expect(() => beAtWork({ runtime }, 'up')).not.toThrow();
});
