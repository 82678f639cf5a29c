import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectPaths } from '../../controller/paths';
import { needs } from '../support/needs';

const root = join(__dirname, '../..');
const { toolchain } = projectPaths(root);

/** A resource whose one trigger and whose provisioner's output is the variable. */
const CONFIGURATION = {
  terraform: { required_providers: { null: { source: 'hashicorp/null', version: '~> 3.0' } } },
  variable: { release: { type: 'string' } },
  resource: {
    null_resource: {
      service: {
        triggers: { release: '${var.release}' },
        provisioner: [{ 'local-exec': { command: 'echo ${self.triggers.release} >> ran' } }],
      },
      bare: {},
    },
  },
  output: {
    service: { value: '${null_resource.service.id}' },
    bare: { value: '${null_resource.bare.id}' },
  },
};

const test = needs(join(toolchain, 'engine'));

let folder: string;

/** Calls the engine by the launcher. @throws Error with its output unless it ends with 0 */
function terraform(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(join(root, 'toolchain/terraform'), args, {
    cwd: folder,
    encoding: 'utf8',
    // No plan of a stand, and so none to judge.
    env: { ...process.env, STAND_PLAN_IS_JUDGED: args.at(-1) },
  });
  if (status !== 0) throw new Error(`terraform ${args.join(' ')}: ${status}\n${stdout}${stderr}`);
  return stdout;
}

/** Applies a release, and returns the resources' identities. */
function apply(release: string): { service: string; bare: string } {
  terraform('apply', '-auto-approve', `-var=release=${release}`);
  const { service, bare } = JSON.parse(terraform('output', '-json'));
  return { service: service.value, bare: bare.value };
}

const ran = () => readFileSync(join(folder, 'ran'), 'utf8').split('\n');

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'null-resource-'));
  writeFileSync(join(folder, 'main.tf.json'), JSON.stringify(CONFIGURATION));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the provider can be locked', () => {
  terraform('init');
  expect(terraform('providers', 'lock')).toContain('no need for changes');
});

test('a null_resource runs its provisioner when a trigger changes, and only then', () => {
  const first = apply('1');
  expect(first.service).not.toBe(first.bare);
  expect(apply('1')).toEqual(first);
  expect(ran()).toEqual(['1', '']);

  const second = apply('2');
  expect(second.service).not.toBe(first.service);
  expect(second.bare).toBe(first.bare);
  expect(ran()).toEqual(['1', '2', '']);

  terraform('plan', '-detailed-exitcode', '-var=release=2');
  terraform('destroy', '-auto-approve', '-var=release=2');
  expect(JSON.parse(terraform('output', '-json'))).toEqual({});
});
