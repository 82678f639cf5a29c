import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strangersHouse } from '../../images/strangers-house';

const project = join(__dirname, '..', '..');
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'stand-test-'));
  cpSync(join(project, 'images'), join(root, 'images'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

test.each(['debian', 'strangers'])(
  'another recipe in %s makes another house, the same one the same',
  (file) => {
    const paths = { root, cache: join(root, 'cache') };
    const before = strangersHouse(paths);
    expect(before).toMatch(new RegExp(`^${root}/cache/images/strangers-[0-9a-f]{12}$`));
    expect(strangersHouse(paths)).toBe(before);
    appendFileSync(join(root, 'images', file), '# more\n');
    expect(strangersHouse(paths)).not.toBe(before);
  },
);
