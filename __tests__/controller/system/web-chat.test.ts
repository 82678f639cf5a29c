import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { obtainWebChat, webChatFile } from '../../../controller/system/web-chat';

const root = join(__dirname, '../../..');
const { PATH } = process.env;
afterEach(() => {
  process.env.PATH = PATH;
});

/** A checkout with a cache of its own, reached by a link as tests' copies do. */
function places() {
  const folder = mkdtempSync(join(tmpdir(), "web chat's "));
  mkdirSync(join(folder, 'kept'));
  symlinkSync('kept', join(folder, 'cache'));
  cpSync(join(root, 'web-chat'), join(folder, 'web-chat'), { recursive: true });
  return { root: folder, cache: join(folder, 'cache') };
}

/** Has `npm` be a script that is run in the place of npm, since a test asks no registry. */
function npmIs(folder: string, lines: string): void {
  const programs = join(folder, 'bin');
  mkdirSync(programs);
  writeFileSync(join(programs, 'npm'), `#!/bin/bash\nset -e\n${lines}\n`, { mode: 0o755 });
  process.env.PATH = `${programs}${delimiter}${PATH}`;
}

const files = [
  'converse.js',
  'converse.min.js',
  'converse.min.js.map',
  'website.css',
  'a.png',
  'emoji.json',
];
const installs = `test "$1 $2" = 'ci --prefix'
package=$3/node_modules/converse.js; mkdir -p "$package/dist"; echo mine > "$package/LICENSE"
cd "$package/dist"; for file in ${files.join(' ')}; do echo "$file" > "$file"; done`;

test('the archive has what browsers want, text compressed, and is the same each time', async () => {
  const digests = [];
  for (const made of [places(), places()]) {
    npmIs(made.root, installs);
    await obtainWebChat(made);
    const file = webChatFile(made);
    const names = execFileSync('tar', ['--list', '--file', file], { encoding: 'utf8' });
    expect(
      names
        .trim()
        .split('\n')
        .map((name) => name.slice(2))
        .sort(),
    ).toEqual(['', 'LICENSE.txt.gz', 'a.png', 'converse.min.js.gz', 'emoji.json.gz'].sort());
    expect(readdirSync(dirname(file))).toHaveLength(1);
    digests.push(createHash('sha256').update(readFileSync(file)).digest('hex'));
  }
  expect(new Set(digests).size).toBe(1);
});

test('where npm fails, nothing is left, and its words and a remedy are told', async () => {
  const made = places();
  npmIs(made.root, 'echo "no way out" >&2; exit 1');
  await expect(obtainWebChat(made)).rejects.toThrow(/webChat: false.*\n.*no way out/);
  expect(readdirSync(dirname(webChatFile(made)))).toEqual([]);
});
