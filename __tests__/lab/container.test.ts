import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { containerExists, finishedByRun } from '../../cli/guard/lab-containers';

const script = join(__dirname, '../../lab/container');
const domain = 'stand-e1server';
let lab: string;
const at = (name: string) => join(lab, 'hosts', domain, name);

beforeEach(() => {
  lab = mkdtempSync(join(tmpdir(), 'lab-'));
  mkdirSync(at(''), { recursive: true });
  writeFileSync(at('domain.xml'), '');
});
afterEach(() => rmSync(lab, { recursive: true }));

/** Says in a run, or in none, that a container has answered which another may have made. */
function finish(maker: string, run?: string): number | null {
  writeFileSync(at('unfinished'), `${maker}\n`);
  const { PATH = '' } = process.env;
  const env = { PATH, ...(run !== undefined && { STAND_RUN: run }) };
  return spawnSync(script, ['finish', lab, domain], { env }).status;
}

test.each<[run: string | undefined, maker: string]>([
  ['7', '7'],
  [undefined, 'none'],
])('a container that answers to run %p, which made it, is whole', (run, maker) => {
  expect(finish(maker, run)).toBe(0);
  expect(containerExists(lab, domain)).toBe(true);
  expect(finishedByRun(lab, domain)).toBe(maker);
});

test('one that was replaced since is not', () => {
  expect(finish('8', '7')).toBe(1);
  expect(containerExists(lab, domain)).toBe(false);
  expect(existsSync(at('finished'))).toBe(false);
});
