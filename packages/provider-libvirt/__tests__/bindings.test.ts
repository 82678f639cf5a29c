import { App, TerraformStack, Testing } from 'cdktf';
import { cloudinitDisk, domain, network, pool, provider, volume } from '..';

/** What `build` adds to a stack with a provider, as the engine will read it. */
function synth(build: (stack: TerraformStack) => void) {
  const stack = new TerraformStack(new App(), 'test');
  new provider.LibvirtProvider(stack, 'libvirt', { uri: 'qemu:///system' });
  build(stack);
  return JSON.parse(Testing.synth(stack));
}

test('the provider is asked for in its exact version, from the registry of any engine', () => {
  const synthesised = synth(() => {});
  expect(synthesised.terraform.required_providers.libvirt).toEqual({
    source: 'dmacvicar/libvirt',
    version: '0.8.3',
  });
  expect(synthesised.provider.libvirt).toEqual([{ uri: 'qemu:///system' }]);
});

test('a network has its addresses, DHCP, DNS and dnsmasq options', () => {
  const { resource } = synth((stack) => {
    new network.Network(stack, 'dmz', {
      name: 'dmz',
      mode: 'nat',
      bridge: 'virbr-dmz',
      addresses: ['192.168.1.0/29', 'fd00:1::/64'],
      dhcp: { enabled: true },
      dns: {
        enabled: true,
        localOnly: true,
        forwarders: [{ address: '192.0.2.53', domain: 'example.org' }],
        hosts: [{ hostname: 'gw', ip: '192.168.1.1' }],
      },
      dnsmasqOptions: {
        options: [{ optionName: 'dhcp-range', optionValue: '192.168.1.4,192.168.1.6' }],
      },
    });
  });
  expect(resource.libvirt_network.dmz).toEqual({
    name: 'dmz',
    mode: 'nat',
    bridge: 'virbr-dmz',
    addresses: ['192.168.1.0/29', 'fd00:1::/64'],
    dhcp: { enabled: true },
    dns: {
      enabled: true,
      local_only: true,
      forwarders: [{ address: '192.0.2.53', domain: 'example.org' }],
      hosts: [{ hostname: 'gw', ip: '192.168.1.1' }],
    },
    dnsmasq_options: {
      options: [{ option_name: 'dhcp-range', option_value: '192.168.1.4,192.168.1.6' }],
    },
  });
});

test('a domain refers to its volume, its network and its cloud-init disk', () => {
  const { resource } = synth((stack) => {
    const store = new pool.Pool(stack, 'pool', {
      name: 'stand',
      type: 'dir',
      target: { path: '/var/lib/libvirt/stand' },
    });
    const base = new volume.Volume(stack, 'base', {
      name: 'base.qcow2',
      pool: store.name,
      source: '/srv/images/base.qcow2',
    });
    const root = new volume.Volume(stack, 'root', {
      name: 'e1.qcow2',
      pool: store.name,
      baseVolumeId: base.id,
      size: 10 * 1024 ** 3,
    });
    const seed = new cloudinitDisk.CloudinitDisk(stack, 'seed', {
      name: 'e1-seed.iso',
      pool: store.name,
      userData: '#cloud-config\n',
      networkConfig: 'version: 2\n',
    });
    const dmz = new network.Network(stack, 'dmz', { name: 'dmz', mode: 'none' });
    new domain.Domain(stack, 'e1', {
      name: 'e1',
      memory: 1024,
      vcpu: 1,
      cpu: { mode: 'host-passthrough' },
      cloudinit: seed.id,
      disk: [{ volumeId: root.id }],
      networkInterface: [{ networkId: dmz.id, mac: '52:54:00:00:00:01', waitForLease: false }],
      console: [{ type: 'pty', targetPort: '0', targetType: 'serial' }],
    });
  });
  expect(resource.libvirt_domain.e1).toEqual({
    name: 'e1',
    memory: 1024,
    vcpu: 1,
    cpu: { mode: 'host-passthrough' },
    cloudinit: '${libvirt_cloudinit_disk.seed.id}',
    disk: [{ volume_id: '${libvirt_volume.root.id}' }],
    network_interface: [
      { network_id: '${libvirt_network.dmz.id}', mac: '52:54:00:00:00:01', wait_for_lease: false },
    ],
    console: [{ type: 'pty', target_port: '0', target_type: 'serial' }],
  });
  expect(resource.libvirt_volume.root).toMatchObject({
    base_volume_id: '${libvirt_volume.base.id}',
    pool: '${libvirt_pool.pool.name}',
    size: 10737418240,
  });
});
