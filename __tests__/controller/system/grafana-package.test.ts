import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { obtainPackage, packageFile } from '../../../controller/system/grafana-package';
import { needs } from '../../support/needs';
import { SignedRepository } from './signed-repository';

let folder: string;
let paths: { root: string; cache: string };
const kept = () => readdirSync(join(paths.cache, 'grafana'));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stand-test-'));
  paths = { root: folder, cache: join(folder, 'cache') };
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a package that the description names', () => {
  const text = 'a package';
  const sha256 = createHash('sha256').update(text).digest('hex');

  test('is kept under its checksum', async () => {
    writeFileSync(join(folder, 'grafana.deb'), text);
    const config = { package: 'grafana.deb', sha256 };
    expect(await obtainPackage(paths, config)).toBeUndefined();
    expect(packageFile(paths, config)).toBe(join(paths.cache, 'grafana', `grafana_${sha256}.deb`));
    expect(readFileSync(packageFile(paths, config), 'utf8')).toBe(text);
  });

  test('with another checksum is an error that tells both and the remedy, and is not kept', async () => {
    writeFileSync(join(folder, 'grafana.deb'), `${text} that was changed`);
    const obtained = obtainPackage(paths, { package: 'grafana.deb', sha256 });
    await expect(obtained).rejects.toMatchObject({
      message: expect.stringMatching(
        new RegExp(
          `grafana.deb is not Grafana's package.*SHA-256 must be\n  ${sha256}\ngot\n  [0-9a-f]{64}\nget`,
          's',
        ),
      ),
      exitCode: 3,
    });
    expect(kept()).toEqual([]);
  });

  test('that is not there is an error that tells where it was sought', async () => {
    const obtained = obtainPackage(paths, { package: 'elsewhere/grafana.deb', sha256 });
    await expect(obtained).rejects.toThrow(
      `${folder}/elsewhere/grafana.deb as Grafana's package, but it does not exist`,
    );
  });

  test('at an address that does not answer is a missing requirement with its remedy', async () => {
    const config = { package: 'http://127.0.0.1:1/grafana.deb', sha256 };
    expect(await obtainPackage(paths, config)).toEqual({
      what: expect.stringContaining('http://127.0.0.1:1/grafana.deb'),
      remedy: expect.stringContaining('stand.config.ts'),
    });
    expect(kept()).toEqual([]);
  });
});

describe('a package from a signed repository', () => {
  const test = needs('gpg', 'dpkg-deb', 'apt-get');
  let repository: SignedRepository;
  let asked: { source: string; key: string; fingerprint: string; package: string };
  const obtain = (change: object = {}) => obtainPackage(paths, undefined, { ...asked, ...change });

  beforeEach(async () => {
    repository = new SignedRepository(mkdtempSync(join(folder, 'repository-')));
    const address = await repository.listen();
    asked = {
      source: `${address} stable main`,
      key: `${address}/key`,
      fingerprint: repository.fingerprint,
      package: 'greeting:amd64=1.0',
    };
  });
  afterEach(() => repository.close());

  test('is downloaded once', async () => {
    expect(await obtain()).toBeUndefined();
    const file = packageFile(paths, undefined);
    expect(file).toBe(join(paths.cache, 'grafana', 'grafana_11.4.0.deb'));
    expect(readFileSync(file)).toEqual(readFileSync(repository.deb));
    expect(kept()).toHaveLength(1);
    expect(await obtain({ key: 'http://127.0.0.1:1/key' })).toBeUndefined();
  });

  test('is a missing requirement with its remedy where the repository does not answer', async () => {
    expect(await obtain({ key: 'http://127.0.0.1:1/key' })).toEqual({
      what: expect.stringContaining('http://127.0.0.1:1'),
      remedy: expect.stringContaining('stand.config.ts'),
    });
    expect(kept()).toEqual([]);
  });

  test('is refused when it was changed', async () => {
    appendFileSync(repository.deb, 'more');
    await expect(obtain()).rejects.toThrow(/cannot download Grafana's package/);
    expect(kept()).toEqual([]);
  });

  test('is refused when the key is another than the one that is known', async () => {
    const other = repository.makeKey('other@example.org');
    repository.gpg('--yes', '--output', repository.at('key'), '--export', other);
    await expect(obtain()).rejects.toThrow(`does not hold the key ${asked.fingerprint}`);
  });

  test('is refused when another key has signed, though its public half is offered as well', async () => {
    const other = repository.makeKey('other@example.org');
    repository.sign(other);
    const both = [asked.fingerprint, other];
    repository.gpg('--yes', '--output', repository.at('key'), '--export', ...both);
    await expect(obtain()).rejects.toThrow(/cannot download Grafana's package/);
    expect(existsSync(packageFile(paths, undefined))).toBe(false);
  });

  test('that the repository does not have is an error that says so', async () => {
    await expect(obtain({ package: 'greeting:amd64=2.0' })).rejects.toThrow(/2\.0/);
  });
});
