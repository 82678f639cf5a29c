import { buildStand } from '../../model/build-stand';
import { libvirtDomain } from '../../stacks/libvirt-domain';
import { shipped, vary, varyHost } from '../fixtures';

const domainOf = (config: Parameters<typeof buildStand>[0]) => {
  const stand = buildStand(config);
  const host = stand.hosts.find(({ name }) => name === 'psql1server');
  return libvirtDomain(stand, host as NonNullable<typeof host>, 'c0ffee');
};

test('a container carries the checkout in its name', () => {
  expect(domainOf(shipped)).toEqual({ uri: 'lxc:///system', name: 'stand-c0ffee-psql1server' });
});

test('a virtual machine is asked for where it runs', () => {
  const name = `${shipped.name}-psql1server`;
  expect(domainOf(vary({ hypervisor: 'qemu' }))).toEqual({ uri: 'qemu:///system', name });
  const hypervisors = {
    hv1: { uri: 'qemu:///system' },
    hv2: { uri: 'qemu+ssh://admin@hv2/system' },
  };
  const networks = Object.fromEntries(
    Object.entries(shipped.networks).map(([key, network]) => [key, { ...network, bridge: key }]),
  );
  const placed = varyHost('psql1server', { hypervisor: 'hv2' });
  expect(domainOf({ ...placed, hypervisor: 'kvm', hypervisors, networks })).toEqual({
    uri: hypervisors.hv2.uri,
    name,
  });
});
