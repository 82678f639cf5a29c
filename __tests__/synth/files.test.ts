import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderFiles, publicKey, writeFiles } from '../../synth/files';
import { needs } from '../support/needs';

let root: string;
let generated: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'stand-test-'));
  generated = join(root, 'generated');
});
afterEach(() => rmSync(root, { recursive: true }));

describe('writing generated files', () => {
  test('makes files and their folders', () => {
    const path = join(generated, 'e1server', 'user-data');
    writeFiles({ [path]: '#cloud-config\n' }, [generated]);
    expect(readFileSync(path, 'utf8')).toBe('#cloud-config\n');
  });

  test('leaves a file alone that is already right', () => {
    const [same, other] = [join(generated, 'same'), join(generated, 'other')];
    writeFiles({ [same]: 'one', [other]: 'one' }, [generated]);
    for (const path of [same, other]) utimesSync(path, 1, 1);
    writeFiles({ [same]: 'one', [other]: 'two' }, [generated]);
    expect(statSync(same).mtimeMs).toBe(1000);
    expect(statSync(other).mtimeMs).toBeGreaterThan(1000);
    expect(readFileSync(other, 'utf8')).toBe('two');
  });

  test('removes what is no longer generated', () => {
    const stale = join(generated, 'e3server', 'user-data');
    const kept = join(generated, 'e1server', 'user-data');
    writeFiles({ [stale]: 'x', [kept]: 'x' }, [generated]);
    writeFiles({ [kept]: 'x' }, [generated]);
    expect(existsSync(stale)).toBe(false);
    expect(existsSync(kept)).toBe(true);
  });

  test('touches nothing outside the generator’s folders', () => {
    const own = join(root, 'mine.txt');
    writeFileSync(own, 'mine');
    writeFiles({ [join(generated, 'file')]: 'x' }, [generated, join(root, 'absent')]);
    expect(readFileSync(own, 'utf8')).toBe('mine');
  });
});

describe('the digests of a folder’s files', () => {
  const write = (role: string, name: string, text: string) => {
    const path = join(root, role, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
  };
  const digestsOf = (role: string) => JSON.stringify(folderFiles(root)[role]);

  test('are the same for the same names and texts, wherever they lie', () => {
    for (const role of ['one', 'two']) write(role, 'tasks/main.yml', '- debug:\n');
    expect(digestsOf('one')).toMatch(/^{"tasks\/main.yml":"[0-9a-f]{12}"}$/);
    expect(digestsOf('two')).toBe(digestsOf('one'));
  });

  test.each([
    ['a text changes', 'tasks/main.yml', 'other'],
    ['a file is added', 'tasks/more.yml', ''],
  ])('change when %s', (_, name, text) => {
    write('one', 'tasks/main.yml', '- debug:\n');
    const before = digestsOf('one');
    write('one', name, text);
    expect(digestsOf('one')).not.toBe(before);
  });

  test('change when text moves from one file to the next, or a file is renamed', () => {
    write('one', 'a', 'xy');
    write('one', 'b', 'z');
    write('two', 'a', 'x');
    write('two', 'b', 'yz');
    write('three', 'a', 'xy');
    write('three', 'c', 'z');
    expect(new Set([digestsOf('one'), digestsOf('two'), digestsOf('three')]).size).toBe(3);
  });

  test('are the same whatever its README.md says, and no other one', () => {
    write('one', 'tasks/main.yml', '- debug:\n');
    const before = digestsOf('one');
    write('one', 'README.md', 'What the role does');
    expect(digestsOf('one')).toBe(before);
    write('one', 'files/README.md', 'Copied to hosts');
    expect(digestsOf('one')).not.toBe(before);
  });

  test('a file beside the folders counts for none of them', () => {
    write('one', 'a', 'x');
    writeFileSync(join(root, 'README.md'), 'x');
    expect(Object.keys(folderFiles(root))).toEqual(['one']);
  });
});

needs('ssh-keygen')('the key pair is made once, and its private half is the owner’s alone', () => {
  const file = join(root, 'ssh', 'id_ed25519');
  const first = publicKey(file);
  expect(first).toMatch(/^ssh-ed25519 [A-Za-z0-9+/]+=* stand\n$/);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(join(root, 'ssh')).mode & 0o777).toBe(0o700);
  expect(publicKey(file)).toBe(first);
});
