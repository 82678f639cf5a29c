import {
  declaredObjects,
  definitionCommand,
  listedName,
} from '../../../cli/engine/declared-objects';
import { shipped, vary, varyHost } from '../../fixtures';
import { synthesise } from '../../stacks/synthesise';

const objectsOf = (config: typeof shipped) =>
  declaredObjects(JSON.parse(synthesise(config).text)).map((object) => ({
    ...object,
    listed: listedName(object),
  }));

test('containers want networks of libvirt, and nothing else', () => {
  expect(objectsOf(shipped).map(({ listed }) => listed)).toEqual([
    'libvirt_network messaging-dmz',
    'libvirt_network messaging-internal',
    'libvirt_network messaging-management',
  ]);
});

test('virtual machines want a pool, disks in it and domains', () => {
  const objects = objectsOf(vary({ hypervisor: 'kvm' }));
  expect(objects.find(({ type }) => type === 'libvirt_pool')).toMatchObject({
    name: 'messaging',
    folder: '/var/lib/libvirt/images/messaging',
  });
  expect(objects.map(({ listed }) => listed)).toEqual(
    expect.arrayContaining([
      'libvirt_pool messaging',
      'volume messaging/trixie.qcow2',
      'volume messaging/e1server.qcow2',
      'volume messaging/e1server-seed.iso',
      'volume messaging/psql1server-postgresql.qcow2',
      'libvirt_domain messaging-e1server',
    ]),
  );
});

test('each is wanted on its hypervisor', () => {
  const networks = Object.fromEntries(
    Object.entries(shipped.networks).map(([name, network]) => [
      name,
      { ...network, bridge: 'br0' },
    ]),
  );
  const hypervisors = { hv1: { uri: 'qemu:///system' }, hv2: { uri: 'qemu+ssh://hv2/system' } };
  const config = vary({ hypervisor: 'kvm', networks, hypervisors });
  const objects = objectsOf(varyHost('e2server', { hypervisor: 'hv2' }, config));
  const elsewhere = objects.filter(({ alias }) => alias === 'hv2').map(({ listed }) => listed);
  expect(elsewhere.sort()).toEqual([
    'libvirt_domain messaging-e2server',
    'libvirt_pool messaging',
    'volume messaging/e2server-seed.iso',
    'volume messaging/e2server-upload.qcow2',
    'volume messaging/e2server.qcow2',
    'volume messaging/trixie.qcow2',
  ]);
});

test('what changes a host in place is run as the engine would run it', () => {
  const configuration = JSON.parse(synthesise(shipped).text);
  const [, , ...words] = definitionCommand(configuration, 'e1server');
  expect(words).toEqual([
    ...['bash', '-c'],
    expect.stringMatching(/\/lab\/container' 'define' .*e1server' '1024' '1' 'env' /),
  ]);
  expect(() => definitionCommand(configuration, 'e9server')).toThrow('no definition of e9server');
});
