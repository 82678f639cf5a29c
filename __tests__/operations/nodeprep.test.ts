import { spawnSync } from 'node:child_process';
import { bundle } from '../../controller/agent/bundle';
import { needs } from '../support/needs';

const test = needs('python3');

/** What nodeprep() makes of a name. @throws with what it says */
function prepared(name: string): string {
  const script = `${bundle('operations/guest/nodeprep.py')}\nimport sys; print(nodeprep(sys.argv[1]))`;
  const { status, stdout, stderr } = spawnSync('python3', ['-c', script, name], {
    encoding: 'utf8',
    env: { ...process.env, PYTHONUTF8: '1' },
  });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

test.each([
  ['max', 'max'],
  ['Max', 'max'],
  ['ÜNÏ', 'ünï'],
  ['Straße', 'strasse'],
  ['ｗｉｄｅ', 'wide'],
  ['d\\27artagnan', 'd\\27artagnan'],
])('%s has the data of %s', (name, stored) => {
  expect(prepared(name)).toBe(stored);
});

test.each([
  ["d'artagnan", String.raw`must not contain "'", which XEP-0106 escapes as \27`],
  ['a b', String.raw`must not contain ' ', which XEP-0106 escapes as \20`],
  ['a\u0007', 'must not contain the character 0007'],
  ['\u00ad', 'must have a letter'],
])('%j is nobody’s name', (name, words) => {
  expect(() => prepared(name)).toThrow(words);
});
