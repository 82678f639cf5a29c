import { execFile } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from '../../operations/eventually';

const run = promisify(execFile);

let root: string;
const at = (...names: string[]) => join(root, ...names);

/** A checkout whose playbooks last until they are told to end. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'play-'));
  const [generated, python] = [at('.stand/generated/ansible'), at('.stand/toolchain/python/bin')];
  for (const folder of [at('ansible'), generated, python]) mkdirSync(folder, { recursive: true });
  copyFileSync(join(__dirname, '../../ansible/play'), at('ansible/play'));
  writeFileSync(join(generated, 'environment'), '');
  const playbook = `#!/bin/sh
echo "begin $1" >> ${at('said')}
until [ -e ${at('end')} ]; do sleep 0.05; done
echo "end $1" >> ${at('said')}
`;
  writeFileSync(join(python, 'ansible-playbook'), playbook, { mode: 0o755 });
});
afterEach(() => rmSync(root, { recursive: true }));

const said = () =>
  existsSync(at('said')) ? [...readFileSync(at('said'), 'utf8').matchAll(/^\w+/gm)].join(' ') : '';

/** Plays two at once. @param allAtOnce whether both are at work before either ends */
async function play(one: string, other: string, allAtOnce: boolean): Promise<void> {
  const plays = [one, other].map((service) => run(at('ansible/play'), [service]));
  await eventually(5, async () => expect(said()).toBe(allAtOnce ? 'begin begin' : 'begin'), 50);
  // Long enough for the other to begin, if it did not wait.
  await new Promise((resolve) => setTimeout(resolve, 500));
  writeFileSync(at('end'), '');
  await Promise.all(plays);
}

test('a playbook waits for the end of the same one', async () => {
  await play('etcd', 'etcd', false);
  expect(said()).toBe('begin end begin end');
});

test('different ones are played at once', async () => {
  await play('etcd', 'haproxy', true);
  expect(said()).toBe('begin begin end end');
});
