import { shipped, vary, varyHost } from '../fixtures';
import { libvirtResource, resourceOf, synthesise } from './synthesise';

describe('hosts on two hypervisors', () => {
  const networks = Object.fromEntries(
    Object.entries(shipped.networks).map(([name, network]) => [
      name,
      { ...network, bridge: `br-${name.slice(0, 3)}` },
    ]),
  );
  const hypervisors = {
    hv1: { uri: 'qemu:///system' },
    hv2: { uri: 'qemu+ssh://admin@hv2/system', pool: '/srv/images' },
  };
  const two = varyHost(
    'psql2server',
    { hypervisor: 'hv2' },
    vary({ hypervisor: 'kvm', networks, hypervisors }),
  );
  const spread = synthesise(two).terraform;
  const libvirt = (type: string, name: string) => libvirtResource(spread, type, name);

  test('have a provider each, the first without an alias', () => {
    expect(spread.provider.libvirt).toEqual([
      { uri: 'qemu:///system' },
      { alias: 'hv2', uri: 'qemu+ssh://admin@hv2/system' },
    ]);
  });

  test('have their disks where they run', () => {
    expect(libvirt('pool', 'storage_hv2_pool')).toMatchObject({
      provider: 'libvirt.hv2',
      target: { path: '/srv/images' },
    });
    for (const [type, name] of [
      ['domain', 'hosts_psql2server_domain'],
      ['volume', 'hosts_psql2server_disk'],
      ['volume', 'hosts_psql2server_seed'],
      ['volume', 'storage_hv2_psql2server_postgresql'],
    ] as const) {
      expect(libvirt(type, name).provider).toBe('libvirt.hv2');
    }
    expect(libvirt('domain', 'hosts_psql1server_domain').provider).toBe('libvirt');
  });

  test('meet on the bridges that are named; no network is made', () => {
    expect(spread.resource).not.toHaveProperty('libvirt_network');
    expect(libvirt('domain', 'hosts_psql2server_domain').network_interface).toMatchObject([
      { bridge: 'br-man' },
      { bridge: 'br-int' },
    ]);
  });

  test('are reached from this machine', () => {
    const [local] = resourceOf(spread, 'hosts_psql1server_ready').provisioner;
    const [remote] = resourceOf(spread, 'hosts_psql2server_ready').provisioner;
    expect(local?.['local-exec'].interpreter).toEqual(['bash', '-c']);
    expect(remote?.['local-exec'].command).toMatch(/'192\.168\.121\.13'$/);
  });
});
