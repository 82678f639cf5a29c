import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '../../../cli/context';
import type { HostChange } from '../../../cli/guard/host-changes';
import { removeContainers } from '../../../cli/guard/remove-containers';
import { localPlace } from '../../../cli/reach/place';

let root: string;
const at = (...names: string[]) => join(root, 'lab', ...names);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'stand-'));
  mkdirSync(at('hosts', 'stand-e1server'), { recursive: true });
  writeFileSync(at('hosts', 'stand-e1server', 'unfinished'), '');
});
afterEach(() => rmSync(root, { recursive: true }));

/** @param script in place of what removes a container */
function remove(change: Partial<HostChange>, script = 'rm -r "$2/hosts/$3"') {
  writeFileSync(at('container'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const progress = { phase: (_: string, work: () => Promise<void>) => work() };
  const context = { place: localPlace, paths: { root, lab: at() }, progress } as unknown as Context;
  const whole: HostChange = {
    ...{ host: 'e1server', action: 'remove', domain: 'stand-e1server', isContainer: true },
    ...{ changesKind: false, failed: false, requested: false, why: [] },
    ...change,
  };
  return removeContainers(context, [whole]);
}

test.each<[behaviour: string, change: Partial<HostChange>, stays: boolean]>([
  ['that is no longer described is removed', {}, false],
  ['that the state does not have is removed', { action: 'create' }, false],
  ['that is replaced by a machine is removed', { action: 'replace', changesKind: true }, false],
  ['that is replaced is left to the engine', { action: 'replace' }, true],
  ['stays when a machine of its name is removed', { isContainer: false }, true],
])('a container %s', async (_, change, stays) => {
  await remove(change);
  expect(existsSync(at('hosts', 'stand-e1server'))).toBe(stays);
});

test('an error says why a container could not be removed', async () => {
  await expect(remove({}, 'echo busy >&2; exit 1')).rejects.toThrow('busy');
});
