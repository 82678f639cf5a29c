import { renderNetworkConfig, renderUserData } from 'cloud-init-typescript-templates';
import { parse } from 'yaml';
import { networkConfig } from '../../cloudinit/network-config';
import { userData } from '../../cloudinit/user-data';
import { buildStand } from '../../model/build-stand';
import { firstHostsFile } from '../../model/host-files/hosts-file';
import { ip6tablesRules, iptablesRules } from '../../model/host-files/iptables';
import { networkFiles } from '../../model/host-files/network';
import { sysctlFile } from '../../model/host-files/sysctl';
import { schemaTest } from '../../packages/cloud-init-typescript-templates/__tests__/cloud-init-schemas';
import { bookworm, dual, hostOf, shipped, vary } from '../fixtures';

const publicKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA test';
const stand = buildStand(shipped);
const asCloudInitReads = (text: string) => parse(text, { version: '1.1' });

test('a host learns its name and who may log in: one account, by key alone', () => {
  expect(userData(stand, hostOf(stand, 'e1server'), { publicKey: `${publicKey}\n` })).toMatchObject(
    {
      hostname: 'e1server',
      fqdn: 'e1server.domain.local',
      ssh_pwauth: false,
      disable_root: true,
      users: [{ name: 'stand', lock_passwd: true, ssh_authorized_keys: [publicKey] }],
    },
  );
});

test('its first boot writes its own name, and the texts that the base role keeps ever after', () => {
  for (const host of stand.hosts) {
    const { write_files = [] } = userData(stand, host, { publicKey });
    expect(Object.fromEntries(write_files.map(({ path, content }) => [path, content]))).toEqual({
      '/etc/hosts': firstHostsFile(host),
      '/etc/sysctl.d/60-stand.conf': sysctlFile(stand, host),
      '/etc/iptables/rules.v4': iptablesRules(stand, host),
      '/etc/iptables/rules.v6': ip6tablesRules(stand, host),
      ...Object.fromEntries(
        networkFiles(stand, host).map(({ name, content }) => [
          `/etc/systemd/network/${name}`,
          content,
        ]),
      ),
    });
  }
});

test('it turns the kernel settings and the firewall on', () => {
  const { runcmd } = userData(stand, hostOf(stand, 'e1server'), { publicKey });
  expect(runcmd).toEqual([
    ['sysctl', '--load', '/etc/sysctl.d/60-stand.conf'],
    ['netfilter-persistent', 'start'],
  ]);
});

test('a host with IPv6 has its own network files from the first boot on', () => {
  const described = buildStand(dual);
  const commands = (name: string) =>
    userData(described, hostOf(described, name), { publicKey }).runcmd;
  expect(commands('e1server')).toContainEqual(['networkctl', 'reload']);
  expect(commands('psql1server')).toEqual(
    userData(stand, hostOf(stand, 'psql1server'), { publicKey }).runcmd,
  );
});

describe('a virtual machine', () => {
  const machines = buildStand(vary({ hypervisor: 'kvm', aptProxy: 'http://proxy:3142' }));
  const database = hostOf(machines, 'psql1server');

  test('mounts its data volumes by their labels, and never formats one that has a file system', () => {
    expect(userData(machines, database, { publicKey })).toMatchObject({
      fs_setup: [
        { device: '/dev/vdb', label: 'etcd' },
        {
          device: '/dev/vdc',
          filesystem: 'ext4',
          label: 'postgresql',
          partition: 'auto',
          overwrite: false,
        },
      ],
      mounts: [
        ['LABEL=etcd', '/var/lib/etcd', 'ext4', 'defaults', '0', '2'],
        ['LABEL=postgresql', '/var/lib/postgresql', 'ext4', 'defaults', '0', '2'],
      ],
    });
    expect(userData(machines, hostOf(machines, 'bk1server'), { publicKey }).fs_setup).toMatchObject(
      [
        { device: '/dev/vdb', label: 'etcd' },
        { device: '/dev/vdc', label: 'srv' },
        { device: '/dev/vdd', label: 'postgresql' },
        { device: '/dev/vde', label: 'bacula' },
      ],
    );
  });

  test('is alone in that: what a container keeps is there before it starts', () => {
    expect(userData(stand, hostOf(stand, 'psql1server'), { publicKey })).not.toHaveProperty(
      'mounts',
    );
  });

  test('without data volumes mentions no disks', () => {
    const gateway = userData(machines, hostOf(machines, 'gw1server'), { publicKey });
    expect(gateway).not.toHaveProperty('fs_setup');
    expect(gateway).not.toHaveProperty('mounts');
  });

  test('on a bare image installs what the first boot needs, by the proxy', () => {
    expect(userData(machines, database, { publicKey, bare: true })).toMatchObject({
      apt: { http_proxy: 'http://proxy:3142' },
      packages: ['iptables-persistent', 'qemu-guest-agent'],
    });
    expect(userData(machines, database, { publicKey })).not.toHaveProperty('packages');
  });

  schemaTest('trixie', 'passes the schema of user-data with all that', (checkOf) => {
    const text = renderUserData(userData(machines, database, { publicKey, bare: true }));
    expect(checkOf('schema-cloud-config-v1.json')(asCloudInitReads(text))).toEqual([]);
  });
});

describe.each(stand.hosts.map(({ name }) => name))("%s and cloud-init's own schemas", (name) => {
  schemaTest('trixie', 'user-data schema accepts what is rendered', (checkOf) => {
    const text = renderUserData(userData(stand, hostOf(stand, name), { publicKey }));
    expect(checkOf('schema-cloud-config-v1.json')(asCloudInitReads(text))).toEqual([]);
  });

  schemaTest('trixie', 'network-config schema accepts what is rendered', (checkOf) => {
    const text = renderNetworkConfig(networkConfig(stand, hostOf(stand, name)));
    expect(checkOf('schema-network-config-v2.json')(asCloudInitReads(text))).toEqual([]);
  });

  schemaTest('bookworm', 'user-data schema accepts all of it but locale: false', (checkOf) => {
    const older = buildStand(bookworm);
    const text = renderUserData(userData(older, hostOf(older, name), { publicKey }));
    // cloud-init 22.4 leaves the locale alone when told so; only its schema does not say it.
    const { locale, ...rest } = asCloudInitReads(text);
    expect(locale).toBe(false);
    expect(checkOf('schema-cloud-config-v1.json')(rest)).toEqual([]);
  });
});
