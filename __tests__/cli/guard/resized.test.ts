import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isContainerResized } from '../../../cli/guard/resized';
import { projectPaths } from '../../../controller/paths';
import { shipped, vary, varyHost } from '../../fixtures';
import { renderStand, resourceOf, synthesise } from '../../stacks/synthesise';

const { hosts } = projectPaths();
const definition = join(hosts, 'e1server', 'domain.xml');
const shape = join(hosts, 'e1server', 'shape');
const { terraform, rendered } = synthesise(shipped);
const { triggers } = resourceOf(terraform, 'hosts_e1server');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'resized-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Whether e1server as it is shipped would only be resized by a description. */
function isResized(setting: object, networks = triggers.networks, config = shipped) {
  const { files } = renderStand(varyHost('e1server', setting, config));
  const [was, will] = [join(folder, 'was'), join(folder, 'will')];
  writeFileSync(was, rendered.files[definition] as string);
  writeFileSync(will, files[shape] as string);
  const change = {
    actions: ['delete', 'create'] as const,
    before: { triggers },
    after: { triggers: { ...triggers, shape: 'another', networks } },
  };
  const address = 'null_resource.hosts_e1server_0A1B2C3D';
  const plan = { resource_changes: [{ address, type: 'null_resource', change }] };
  return isContainerResized(plan, 'e1server', was, will);
}

const larger = { size: { memoryMiB: 1280, vcpus: 2 } };
const addresses = { ...shipped.hosts.e1server?.addresses, dmz: '192.168.1.5' };

test('other memory and processors are another size', () => {
  expect(isResized(larger)).toBe(true);
});

test('another address, network or release is more than that', () => {
  expect(isResized({ ...larger, addresses })).toBe(false);
  expect(isResized(larger, 'another')).toBe(false);
  expect(isResized(larger, undefined, vary({ release: 'bookworm' }))).toBe(false);
});
