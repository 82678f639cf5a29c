import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '../../../cli/context';
import { halfDone } from '../../../cli/guard/half-done';
import { buildStand } from '../../../model/build-stand';
import { libvirtDomain } from '../../../stacks/libvirt-domain';
import { hostOf, vary } from '../../fixtures';

const container = 'null_resource.hosts_e1server_0A1B2C3D';
const domain = 'libvirt_domain.hosts_e1server_domain_0A1B2C3D';
const ready = 'null_resource.hosts_e1server_ready_0A1B2C3D';
const network = 'libvirt_network.networks_dmz_0A1B2C3D';

let lab: string;
/** The run that left the marks. */
let run: string;
beforeEach(() => {
  run = 'another';
  lab = mkdtempSync(join(tmpdir(), 'lab-'));
});
afterEach(() => rmSync(lab, { recursive: true }));

/**
 * What counts as half done where some addresses are marked and some known.
 * @param files of the container, of which `finished` tells the run that made it
 */
function found(hypervisor: string, marks: string[], known: string[], files: string[] = []) {
  const stand = buildStand(vary({ hypervisor }));
  const { name } = libvirtDomain(stand, hostOf(stand, 'e1server'), '00002a');
  const folder = join(lab, 'hosts', name);
  mkdirSync(folder, { recursive: true });
  for (const file of files) writeFileSync(join(folder, file), 'this run\n');
  const engine = { unfinishedAddresses: () => marks, startedByRun: () => run };
  const context = { engine, paths: { lab, identity: '00002a' } };
  return halfDone(context as unknown as Context, stand, known);
}

const nothing = { addresses: [], hosts: [], complete: [] };

test('a machine that has answered is complete, whatever an old mark says of its parts', () => {
  expect(found('qemu', [domain], [domain, ready])).toEqual({ ...nothing, complete: [domain] });
  expect(found('qemu', [domain], [ready])).toEqual(nothing);
});

test('a machine that was being created, or had not answered yet, is half done', () => {
  expect(found('qemu', [ready], [domain, ready])).toEqual({
    ...nothing,
    addresses: [ready],
    hosts: ['e1server'],
  });
  expect(found('qemu', [domain], [])).toEqual({ ...nothing, hosts: ['e1server'] });
});

test.each([[[container]], [[]]])('a complete container is kept where the state has %p', (known) => {
  const complete = { ...nothing, complete: known };
  expect(found('lxc', [container], known, ['domain.xml'])).toEqual(complete);
  expect(found('lxc', [container], known, ['domain.xml', 'finished'])).toEqual(complete);
});

test('a container that the killed run completed is kept if the engine recorded it', () => {
  run = 'this run';
  const files = ['domain.xml', 'finished'];
  expect(found('lxc', [container], [], files)).toEqual({ ...nothing, hosts: ['e1server'] });
  expect(found('lxc', [container], [container], files)).toEqual({
    ...nothing,
    complete: [container],
  });
  expect(found('lxc', [], [], files)).toEqual(nothing);
});

test('a container that is in the state but gone is created again', () => {
  const lost = { ...nothing, addresses: [container], hosts: ['e1server'] };
  expect(found('lxc', [], [container])).toEqual(lost);
  expect(found('lxc', [], [container], ['domain.xml', 'unfinished'])).toEqual(lost);
  expect(found('qemu', [], [container])).toEqual(nothing);
});

test.each([[[container]], [[]]])(
  'a half-done one is created again where the state has %p',
  (known) => {
    const half = { ...nothing, addresses: known, hosts: ['e1server'] };
    expect(found('lxc', [container], known, ['domain.xml', 'unfinished'])).toEqual(half);
    expect(found('lxc', [container], known)).toEqual(half);
  },
);

test('a resource of no host is half done if it is marked', () => {
  expect(found('lxc', [network], [network])).toEqual({ ...nothing, addresses: [network] });
});

test('a change in place that was cut short is made again, on a container that stays', () => {
  const definition = 'null_resource.hosts_definitions__of_0A1B2C3D["e1server"]';
  const whole = ['domain.xml', 'finished'];
  expect(found('lxc', [definition], [container, definition], whole)).toEqual({
    ...nothing,
    addresses: [definition],
  });
  expect(found('lxc', [definition], [container], whole)).toEqual(nothing);
});
