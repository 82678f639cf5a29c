import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareVersions, neededGo } from '../../toolchain/go/version';
import { LIBVIRT, NULL, newestGo, TOFU } from '../../toolchain/program';

const root = join(__dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const json = (file: string) => JSON.parse(read(file));

test('the libvirt provider that is built is the one that its bindings ask for', () => {
  const bindings = json('packages/provider-libvirt/package.json');
  expect(LIBVIRT.release).toBe(bindings.cdktf.provider.version);
  expect(LIBVIRT.release).toBe(bindings.version);
});

test('our null_resource bears the release that its bindings are made from', () => {
  expect(NULL.release).toBe(
    json('node_modules/@cdktf/provider-null/package.json').cdktf.provider.version,
  );
  expect(NULL.linkerFlags).toEqual([`-X main.version=${NULL.release}`]);
});

test('the generator of the bindings is of the same release as cdktf', () => {
  const { dependencies, devDependencies } = json('package.json');
  const bindings = json('packages/provider-libvirt/package.json').devDependencies;
  expect(bindings['@cdktf/provider-generator']).toBe(dependencies.cdktf);
  expect(bindings['@cdktf/commons']).toBe(dependencies.cdktf);
  expect(bindings.tsx).toBe(dependencies.tsx);
  expect(bindings.typescript).toBe(devDependencies.typescript);
});

test.each([TOFU, LIBVIRT, NULL])('one Go is new enough for $target', ({ module }) => {
  expect(compareVersions(newestGo(), neededGo(module))).toBeGreaterThanOrEqual(0);
});

test.each([
  [
    ['requirements.txt', 'requirements-test.txt'],
    ['ansible', 'ansible-lint', 'slixmpp', 'yamllint'],
  ],
  [['requirements-scanner.txt'], ['sslyze', 'nassl']],
])('every Python package of %j is pinned to one release, once', (files, some) => {
  const pins = (file: string) =>
    read(`toolchain/${file}`)
      .split('\n')
      .filter((line) => line && !line.startsWith('#'));
  const lines = files.flatMap(pins);
  const names = lines.map((line) => /^([\w.-]+)==\d[\w.]*$/.exec(line)?.[1]?.toLowerCase());
  expect(names).not.toContain(undefined);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(expect.arrayContaining(some));
});
