import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Engine } from '../../../cli/engine/engine';
import type { Progress } from '../../../cli/progress';
import type { Paths } from '../../../controller/paths';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'engine-'));
  for (const folder of ['node_modules/.bin', 'cdktf.out/stacks/stand', 'runtime']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
});
afterEach(() => rmSync(root, { recursive: true }));

/** An engine that is a shell script. */
function engine(script: string): Engine {
  const program = join(root, 'node_modules/.bin/terraform');
  writeFileSync(program, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const paths = { root, runtime: join(root, 'runtime') } as Paths;
  return new Engine(paths, { line: () => {} } as unknown as Progress);
}

test('why a plan cannot be read is told', async () => {
  const failing = engine("[ $1 = plan ] || { echo 'plan of another release' >&2; exit 1; }");
  await expect(failing.plan()).rejects.toThrow('plan of another release');
});

test('the launcher is told which plan was judged, by the word that comes last', async () => {
  const said = join(root, 'said');
  await engine(`for last; do :; done; echo "$STAND_PLAN_IS_JUDGED $last" > ${said}`).apply(2);
  const plan = join(root, 'runtime', 'stand.tfplan');
  expect(readFileSync(said, 'utf8')).toBe(`${plan} ${plan}\n`);
});
