import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientAuthority } from '../../../cli/reach/client-authority';
import { projectPaths } from '../../../controller/paths';
import { buildStand } from '../../../model/build-stand';
import { certified, exposed, vary } from '../../fixtures';

const root = mkdtempSync(join(tmpdir(), 'stand-test-'));
afterAll(() => rmSync(root, { recursive: true }));

const paths = projectPaths(root);
mkdirSync(paths.runtime, { recursive: true });
writeFileSync(join(root, 'root.pem'), 'of a private authority\n');

test('clients trust the stand’s own authority where that signs', () => {
  const own = join(root, 'secrets', 'ca', 'ca.crt');
  expect(clientAuthority(paths, buildStand(exposed))).toBe(own);
});

test('else they trust those of the system, and one that is named', () => {
  const [systems, both] = [undefined, 'root.pem'].map((authority) => {
    const config = vary({ certificates: { ...certified.certificates, authority } });
    return readFileSync(clientAuthority(paths, buildStand(config)), 'utf8');
  });
  expect(systems?.match(/BEGIN CERTIFICATE/g)?.length).toBeGreaterThan(50);
  expect(both).toBe(`${systems}\nof a private authority\n`);
});
