import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { needs } from '../support/needs';

const test = needs('env', 'sh');
const vars = resolve(__dirname, '../../ansible/roles/keepalived/vars/main.yml');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keepalived-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Whether the role's check takes a configuration for good by a keepalived that does this. */
function accepts(script: string): boolean {
  const program = join(folder, 'keepalived');
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  const { keepalived_validate_command: command } = parse(readFileSync(vars, 'utf8'));
  const file = join(folder, 'keepalived.conf');
  const words = command.replace('/usr/sbin/keepalived', program).replace('%s', file);
  return spawnSync('sh', ['-c', words]).status === 0;
}

test('what keepalived says of its configuration counts, also where it ends itself before', () => {
  for (const end of ['', 'kill -TERM $$; ']) {
    expect(accepts(`${end}exit 0`)).toBe(true);
    expect(accepts(`${end}exit 5`)).toBe(false);
  }
});
