import { projectPaths } from '../../controller/paths';
import { exposed, shipped, vary, varyHost } from '../fixtures';
import {
  definitionsOf,
  libvirtResource,
  resourceOf,
  type Synthesised,
  synthesise,
} from './synthesise';

const machines = vary({ hypervisor: 'qemu' });
const { terraform } = synthesise(machines);

const libvirt = (type: string, name: string, of: Synthesised = terraform) =>
  libvirtResource(of, type, name);
const shapeOf = (name: string, of = terraform) =>
  resourceOf(of, `hosts_${name}_shape`).triggers.shape;

test('a host is a machine of the described kind and size that starts with its hypervisor', () => {
  expect(libvirt('domain', 'hosts_e1server_domain')).toMatchObject({
    name: 'messaging-e1server',
    type: 'qemu',
    memory: 1024,
    vcpu: 1,
    autostart: true,
    qemu_agent: true,
    console: [{ type: 'pty', target_port: '0', target_type: 'serial' }],
  });
});

test('with KVM it gets the processor as it is', () => {
  const kvm = synthesise(vary({ hypervisor: 'kvm' })).terraform;
  expect(libvirt('domain', 'hosts_e1server_domain', kvm)).toMatchObject({
    type: 'kvm',
    cpu: { mode: 'host-passthrough' },
  });
  expect(libvirt('domain', 'hosts_e1server_domain')).not.toHaveProperty('cpu');
  expect(libvirt('domain', 'hosts_e1server_domain', kvm)).not.toHaveProperty('xml');
});

test('its interfaces are told by their MAC addresses, not by their order', () => {
  const { stand } = synthesise(machines);
  const gateway = stand.hosts.find(({ name }) => name === 'gw1server');
  expect(libvirt('domain', 'hosts_gw1server_domain').network_interface).toMatchObject(
    gateway?.interfaces.map(({ mac, network }) => ({
      mac,
      network_id: `\${${libvirt('network', `networks_${network.name}`).address}.id}`,
      wait_for_lease: false,
    })) ?? [],
  );
});

test('a public network is attached to like any other, made by libvirt or a bridge', () => {
  const interfacesIn = (networks = exposed.networks) => {
    const { terraform: of } = synthesise(vary({ hypervisor: 'kvm', networks }, exposed));
    return { of, found: libvirt('domain', 'hosts_e1server_domain', of).network_interface };
  };
  const { of, found } = interfacesIn();
  const { address } = libvirt('network', 'networks_public', of);
  expect(found).toContainEqual(expect.objectContaining({ network_id: `\${${address}.id}` }));
  const bridged = { cidr: '203.0.113.0/28', kind: 'public', bridge: 'br-public' } as const;
  expect(interfacesIn({ ...exposed.networks, public: bridged }).found).toContainEqual(
    expect.objectContaining({ bridge: 'br-public' }),
  );
});

test('its own disk is a copy on write of the image, and its data volumes come after it', () => {
  const base = libvirt('volume', 'storage_lab_base');
  expect(base).toMatchObject({ name: 'trixie.qcow2', source: '/images/trixie' });
  const own = libvirt('volume', 'hosts_bk1server_disk');
  expect(own).toMatchObject({ base_volume_id: `\${${base.address}.id}`, size: 10 * 2 ** 30 });
  const volumes = [
    'hosts_bk1server_disk',
    'storage_lab_bk1server_etcd',
    'storage_lab_bk1server_srv',
    'storage_lab_bk1server_postgresql',
    'storage_lab_bk1server_bacula',
    'hosts_bk1server_seed',
  ];
  expect(libvirt('domain', 'hosts_bk1server_domain').disk).toEqual(
    volumes.map((name) => ({ volume_id: `\${${libvirt('volume', name).address}.id}` })),
  );
});

test('the last of its disks is what cloud-init reads', () => {
  expect(libvirt('volume', 'hosts_bk1server_seed')).toMatchObject({
    name: 'bk1server-seed.iso',
    source: `${projectPaths().seeds}/bk1server.iso`,
  });
});

test('what outlives a machine cannot be destroyed, nor replaced with the image', () => {
  expect(libvirt('volume', 'storage_lab_psql1server_postgresql')).toMatchObject({
    name: 'psql1server-postgresql.qcow2',
    size: 20 * 2 ** 30,
    lifecycle: { prevent_destroy: true },
  });
  expect(libvirt('volume', 'storage_lab_base').lifecycle).toEqual({ ignore_changes: ['source'] });
});

test('a new machine gets a new disk and a new seed; data volumes know nothing of it', () => {
  const anew = [
    `null_resource.${Object.keys(terraform.resource.null_resource).find((id) => id.startsWith('hosts_e1server_shape'))}`,
  ];
  for (const [type, part] of [
    ['domain', 'domain'],
    ['volume', 'disk'],
    ['volume', 'seed'],
  ] as const) {
    const { lifecycle } = libvirt(type, `hosts_e1server_${part}`);
    expect(lifecycle).toMatchObject({ replace_triggered_by: anew });
  }
  expect(JSON.stringify(libvirt('volume', 'storage_lab_psql1server_postgresql'))).not.toContain(
    'shape',
  );
});

test.each([
  [
    'another firewall',
    vary(
      { flows: [{ from: ['any'], to: 'ejserver', protocol: 'tcp', ports: [8080], why: 'a test' }] },
      machines,
    ),
  ],
  ['more memory', varyHost('e1server', { size: { memoryMiB: 2048 } }, machines)],
  [
    'another host',
    varyHost(
      'e3server',
      { roles: ['ejabberd'], addresses: { management: '192.168.121.20', dmz: '192.168.1.4' } },
      machines,
    ),
  ],
])('%s makes no machine anew, and its seed is not looked at', (_, changed) => {
  const other = synthesise(changed).terraform;
  for (const name of Object.keys(shipped.hosts)) expect(shapeOf(name, other)).toBe(shapeOf(name));
  expect(libvirt('volume', 'hosts_e1server_seed').lifecycle).toMatchObject({
    ignore_changes: 'all',
  });
});

test.each([
  ['another address', { addresses: { management: '192.168.121.30', dmz: '192.168.1.2' } }],
  ['a larger disk', { size: { diskGiB: 30 } }],
])('%s makes that machine anew, and no other', (_, change) => {
  const other = synthesise(varyHost('e1server', change, machines)).terraform;
  const anew = Object.keys(shipped.hosts).filter((name) => shapeOf(name, other) !== shapeOf(name));
  expect(anew).toEqual(['e1server']);
});

test('its size is changed in place', () => {
  const paths = projectPaths();
  const larger = varyHost('e1server', { size: { memoryMiB: 2048, vcpus: 2 } }, machines);
  const other = synthesise(larger).terraform;
  const { lifecycle } = libvirt('domain', 'hosts_e1server_domain', other);
  expect(lifecycle).toMatchObject({ ignore_changes: ['memory', 'vcpu', 'disk'] });
  const { e1server } = definitionsOf(other);
  expect(e1server).toMatchObject({ memory: '2048 MiB', vcpus: '2' });
  expect(e1server?.command).toMatch(
    `'${paths.root}/stacks/resize-machine' 'qemu:///system' 'messaging-e1server' '2048' '2' `,
  );
});

test('services wait until cloud-init of their hosts has ended', () => {
  const paths = projectPaths();
  const ready = resourceOf(terraform, 'hosts_gw1server_ready');
  expect(ready.triggers.domain).toBe(
    `\${${libvirt('domain', 'hosts_gw1server_domain').address}.id}`,
  );
  expect(ready.provisioner.map((entry) => entry['local-exec'])).toEqual([
    {
      interpreter: [`${paths.root}/lab/enter`, paths.lab, 'bash', '-c'],
      command: `'${paths.root}/cloudinit/await' '${paths.sshConfig}' '${paths.knownHosts}' '192.168.121.14'`,
    },
  ]);
  const ids = Object.keys(terraform.resource.null_resource);
  const id = ids.find((known) => known.startsWith('hosts_gw1server_ready'));
  expect(resourceOf(terraform, 'services_base').triggers.hosts).toContain(
    `\${null_resource.${id}.id}`,
  );
});

test('only so many machines boot at a time', () => {
  const names = Object.keys(shipped.hosts);
  for (const [index, name] of names.entries()) {
    const { depends_on } = libvirt('domain', `hosts_${name}_domain`);
    const earlier = names[index - 2];
    expect(depends_on).toEqual(
      earlier === undefined
        ? undefined
        : [expect.stringMatching(new RegExp(`^null_resource\\.hosts_${earlier}_ready_`))],
    );
  }
});
