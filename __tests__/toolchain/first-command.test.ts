import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const project = resolve(__dirname, '..', '..');
const manifest = { name: 'a-project', version: '1.0.0', devDependencies: { tool: 'file:tool' } };
const tool = { name: 'tool', version: '1.0.0' };
const packages = {
  '': manifest,
  tool: { version: '1.0.0', dev: true },
  'node_modules/tool': { resolved: 'tool', link: true },
};

let root: string;

/** A checkout whose only package is one for development, which prints a word. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'first-command-'));
  for (const file of ['stand', 'controller/environment.sh', 'controller/environment.list']) {
    cpSync(join(project, file), join(root, file), { recursive: true });
  }
  for (const folder of ['tool', 'home']) mkdirSync(join(root, folder));
  const files = {
    'package.json': JSON.stringify(manifest),
    'package-lock.json': JSON.stringify({ ...tool, lockfileVersion: 3, packages }),
    'tool/package.json': JSON.stringify(tool),
    'tool/index.js': "module.exports = 'installed';",
    'run-typescript.js': "console.log(require('tool')); process.exit(0);",
    'home/.npmrc': 'omit=dev\noffline=true\n',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
});

afterEach(() => rmSync(root, { recursive: true }));

test('development packages are installed, whatever npm is configured to omit', () => {
  const { PATH } = process.env;
  const env = {
    PATH,
    HOME: join(root, 'home'),
    NODE_ENV: 'production',
    npm_config_omit: 'dev',
    root: '/x',
  };
  const said = execFileSync(join(root, 'stand'), { encoding: 'utf8', env, stdio: 'pipe' });
  expect(said).toBe('installed\n');
}, 60_000);
