import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectPaths } from '../../controller/paths';
import { InvalidStandError } from '../../model/description/faults/faults';
import { synth } from '../../synth/synth';
import { shipped, vary } from '../fixtures';
import { needs } from '../support/needs';

const test = needs('ssh-keygen');

const project = join(__dirname, '..', '..');
let root: string;

/** A checkout with what `synth` reads of one. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'stand-test-'));
  for (const folder of ['ansible/roles', 'images', 'lab']) {
    cpSync(join(project, folder), join(root, folder), { recursive: true });
  }
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): string {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return text;
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

test('a description becomes files: Terraform’s, cloud-init’s and Ansible’s', () => {
  const stand = synth(shipped, projectPaths(root));
  expect(stand.hosts).toHaveLength(7);
  expect(existsSync(join(root, 'cdktf.out/stacks/stand/cdk.tf.json'))).toBe(true);
  expect(existsSync(join(root, '.stand/generated/hosts/e1server/user-data'))).toBe(true);
  expect(existsSync(join(root, '.stand/generated/ansible/inventory.yml'))).toBe(true);
});

test('synthesising again changes no file', () => {
  const texts = () =>
    Object.fromEntries(filesUnder(root).map((path) => [path, readFileSync(path, 'utf8')]));
  synth(shipped, projectPaths(root));
  const before = texts();
  synth(shipped, projectPaths(root));
  expect(texts()).toEqual(before);
});

test('an invalid description writes nothing', () => {
  expect(() => synth(vary({ ttl: 0 }), projectPaths(root))).toThrow(InvalidStandError);
  expect(readdirSync(root).sort()).toEqual(['ansible', 'images', 'lab']);
});

test('nothing secret gets into what is written, though the vault and its password lie there', () => {
  const password = write(join(root, 'password'), 'hunter2');
  const vault = write(join(root, 'secrets/vault.yml'), 'vault_ejabberd_cookie: swordfish');
  const secrets = { passwordFile: join(root, 'password') };
  synth(vary({ secrets }), projectPaths(root));
  const key = readFileSync(join(root, '.stand/ssh/id_ed25519'), 'utf8').split('\n')[2] as string;
  const written = ['cdktf.out', '.stand/generated'].flatMap((name) => filesUnder(join(root, name)));
  expect(written.length).toBeGreaterThan(40);
  for (const path of written) {
    const text = readFileSync(path, 'utf8');
    for (const secret of [password, vault, 'swordfish', key]) expect(text).not.toContain(secret);
  }
});
