import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadedImage } from '../../images/host-image';
import { obtainHostImage } from '../../images/obtain';
import { buildStand } from '../../model/build-stand';
import { vary } from '../fixtures';

const project = join(__dirname, '..', '..');
const sha512 = createHash('sha512').update('an image').digest('hex');
let paths: { root: string; cache: string };

beforeEach(() => {
  const root = mkdtempSync(join(tmpdir(), 'stand-test-'));
  paths = { root, cache: join(root, 'cache') };
  cpSync(join(project, 'images'), join(root, 'images'), { recursive: true });
  writeFileSync(join(root, 'debian.qcow2'), 'an image');
});
afterEach(() => rmSync(paths.root, { recursive: true }));

const obtain = (source: string, digest = sha512) => {
  const stand = buildStand(vary({ hypervisor: 'qemu', image: { source, sha512: digest } }));
  const kept = downloadedImage(paths, stand);
  const built = jest.fn();
  return { kept, built, obtained: obtainHostImage(paths, stand, built) };
};

test('a described image is kept once it is found right', async () => {
  const { kept, obtained } = obtain('debian.qcow2');
  await obtained;
  expect(existsSync(kept)).toBe(true);
});

test('one with another checksum is an error that tells both, and is not kept', async () => {
  const { kept, obtained } = obtain('debian.qcow2', 'a'.repeat(128));
  await expect(obtained).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringMatching(
      new RegExp(
        `debian\\.qcow2 is not the disk image.*SHA-512 must be\n  a{128}\ngot\n  ${sha512}\n.*image\\.sha512`,
        's',
      ),
    ),
  });
  expect(existsSync(kept)).toBe(false);
});

test('one whose address is gone is a missing requirement with its remedy; nothing is built in its place', async () => {
  const { built, obtained } = obtain('http://127.0.0.1:1/debian.qcow2');
  await expect(obtained).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringMatching(/127\.0\.0\.1:1.*stand image build/s),
  });
  expect(built).not.toHaveBeenCalled();
});
