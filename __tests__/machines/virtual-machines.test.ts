import { join } from 'node:path';
import { rememberState } from '../../cli/state/known-state';
import { labSocket } from '../../lab/settings';
import { copyFiles, describeBy, editFile, paths } from '../../test-stand/checkout';
import { leftovers } from '../../test-stand/leftovers';
import { execute, ssh, stand, succeed, timed, up } from '../../test-stand/stand';
import { itUnlessKept } from '../support/unless-kept';
import { bareImage } from './bare-image';
import { look, type Sight } from './look';

const machines = ['gw1server', 'psql1server'] as const;
type Machine = (typeof machines)[number];
const twoMachines = join(__dirname, 'two-machines.config.ts');

/** A line of text without its end. */
const line = async (host: string, command: string) => (await ssh(host, command)).trim();

async function deploy(): Promise<void> {
  const { code, stdout, stderr } = await execute('npx', ['cdktf', 'deploy', '--auto-approve']);
  if (code !== 0) throw new Error(`cdktf deploy ended with ${code}:\n${stdout}${stderr}`);
}

describe('virtual machines, emulated', () => {
  let seen: Readonly<Record<Machine, Sight>>;
  beforeAll(async () => {
    copyFiles();
    describeBy(twoMachines);
    await timed('./stand prepare, with the image', () => succeed(['prepare']));
    await timed('npx cdktf deploy', deploy);
    const [gw1server, psql1server] = await Promise.all(machines.map(look));
    seen = { gw1server, psql1server } as typeof seen;
  });

  describe.each(machines)('%s', (name) => {
    it('is a machine of its own, with a kernel of its own', () => {
      expect(seen[name].kind).toBe('qemu');
    });

    it('has been through cloud-init without an error', () => {
      expect(JSON.parse(seen[name].cloudInit).v1).toMatchObject({
        datasource: expect.stringMatching(/^DataSourceNoCloud .*\/dev\/vd/),
        errors: [],
      });
    });

    it('drops what no flow declares, and starts packets with the described time to live', () => {
      for (const chain of ['INPUT', 'FORWARD', 'OUTPUT'])
        expect(seen[name].firewall).toContain(`-P ${chain} DROP`);
      expect(seen[name].ttl).toBe('66');
    });

    it('has a root file system that fills its disk', () => {
      expect(Number(seen[name].rootMiB)).toBeGreaterThan(9000);
    });

    it('has no failed unit', () => {
      expect(seen[name].failedUnits).toBe('');
    });
  });

  it('have the described addresses, whichever interface comes first, and routes', () => {
    const addresses = (name: Machine) => seen[name].addresses.split(' ').sort();
    expect(addresses('gw1server')).toEqual(['192.168.1.1', '192.168.1.9', '192.168.121.14']);
    expect(addresses('psql1server')).toEqual(['192.168.1.10', '192.168.121.12']);
    expect(seen.psql1server.wayToGateway).toMatch(/via 192\.168\.1\.9 /);
    expect(seen.psql1server.defaultRoute).toMatch(/^default via 192\.168\.121\.1 /);
  });

  it('keep data on volumes of their own, found by label', () => {
    expect(seen.psql1server.mounts).toMatch(
      /^\/var\/lib\/postgresql +ext4 +postgresql +\/dev\/vdc$/m,
    );
    expect(seen.gw1server.mounts).toMatch(/^\/srv +ext4 +srv +\/dev\/vdb$/m);
  });

  describe('NFS between two of them', () => {
    it('is version 4.2, mounted when it is first looked at', async () => {
      expect(await line('psql1server', 'systemctl is-active mnt-nfs.automount')).toBe('active');
      await ssh('psql1server', 'ls /mnt/nfs');
      const options = await line(
        'psql1server',
        'findmnt --noheadings --types nfs4 --output SOURCE,OPTIONS /mnt/nfs',
      );
      expect(options).toMatch(/^192\.168\.1\.9:\/srv\/share\/upload .*vers=4\.2/);
    });

    it('carries what PostgreSQL archives', async () => {
      await ssh('psql1server', 'sudo -u postgres pgbackrest --stanza=stand check');
      const archived = await ssh(
        'gw1server',
        'sudo find /srv/share/upload/pgbackrest/archive -type f',
      );
      expect(archived).toMatch(/[0-9A-F]{24}-[0-9a-f]{40}/);
    });

    it('gives root there no more rights than any user', async () => {
      const { code } = await stand([
        'ssh',
        'psql1server',
        '--',
        'sudo touch /mnt/nfs/pgbackrest/root',
      ]);
      expect(code).not.toBe(0);
    });

    it('is for PostgreSQL hosts only', async () => {
      const table = await ssh('gw1server', 'sudo exportfs -s');
      expect(table.trim().split('\n')).toEqual([
        expect.stringMatching(
          /^\/srv\/share\/upload +192\.168\.1\.10\(.*\bsync\b.*\broot_squash\b/,
        ),
      ]);
    });
  });

  it('are as described: a plan is empty', async () => {
    expect((await stand(['diff'])).code).toBe(0);
  });

  describe('one of which gets more memory', () => {
    const memoryKiB = async () =>
      Number(await line('gw1server', "awk '/^MemTotal/ { print $2 }' /proc/meminfo"));
    const boot = () => line('gw1server', 'cat /proc/sys/kernel/random/boot_id');
    let before: { machine: string; memory: number; boot: string };

    beforeAll(async () => {
      const machine = await line('gw1server', 'cat /etc/machine-id');
      before = { machine, memory: await memoryKiB(), boot: await boot() };
      editFile('stand.config.ts', 'size: { vcpus: 2 }', 'size: { vcpus: 2, memoryMiB: 1536 }');
    });

    it('is not restarted unless that is allowed', async () => {
      const { code, stderr } = await stand(['up']);
      expect(stderr).toContain('gw1server would be restarted');
      expect(stderr).toContain('./stand up --allow restart:gw1server');
      expect(code).toBe(2);
      expect(await boot()).toBe(before.boot);
    });

    it('is the same machine, restarted', async () => {
      await up('--allow', 'restart:gw1server');
      expect(await memoryKiB()).toBeGreaterThan(before.memory);
      expect(await boot()).not.toBe(before.boot);
      expect(await line('gw1server', 'cat /etc/machine-id')).toBe(before.machine);
      expect((await stand(['diff'])).code).toBe(0);
    });
  });

  describe('one of which is replaced', () => {
    const backups = async () =>
      JSON.parse(await ssh('psql1server', 'sudo -u postgres pgbackrest info --output=json'))[0]
        .backup;
    let before: { machine: string; backups: unknown };

    beforeAll(async () => {
      await ssh('psql1server', 'sudo -u postgres pgbackrest --stanza=stand --type=full backup');
      before = {
        machine: await line('gw1server', 'cat /etc/machine-id'),
        backups: await backups(),
      };
      // Of its first size again, which a new machine is made with.
      describeBy(twoMachines);
      await up('--replace', 'gw1server');
    });

    it('is another machine', async () => {
      expect(await line('gw1server', 'cat /etc/machine-id')).not.toBe(before.machine);
    });

    it('has its data: the backups of the other, which goes on archiving', async () => {
      expect(await backups()).toEqual(before.backups);
      await ssh('psql1server', 'sudo -u postgres pgbackrest --stanza=stand check');
    });

    it('is as described again', async () => {
      expect((await stand(['diff'])).code).toBe(0);
    });
  });

  describe('on a libvirt that others use too', () => {
    const elsewhere = (uri: string, name: string) => {
      describeBy(twoMachines);
      const { source, sha512 } = bareImage();
      // With a state of its own: to the engine nothing is there yet.
      rememberState(paths, { backend: 'local', path: 'others.tfstate' });
      const settings = [
        `name: '${name}'`,
        `image: { source: '${source}', sha512: '${sha512}' }`,
        `hypervisors: { hv: { uri: '${uri}' } }`,
        "state: { backend: 'local', path: 'others.tfstate' }",
      ];
      editFile('stand.config.ts', "name: 'machines'", settings.join(', '));
      return stand(['up']);
    };
    const labs = `qemu+unix:///system?socket=${labSocket(paths)}`;

    it('`up` touches no network whose addresses it would take', async () => {
      const { code, stderr } = await elsewhere(labs, 'others');
      expect(code).toBe(3);
      expect(stderr).toContain("'machines-management' has the address 192.168.121.1");
      expect(stderr).toMatch(/change the name or the networks/);
    });

    it('`up` says so when it does not answer', async () => {
      const { code, stderr } = await elsewhere('qemu+unix:///system?socket=/nowhere', 'others');
      expect(code).toBe(3);
      expect(stderr).toMatch(/\/nowhere cannot be used; make sure that libvirtd runs there/);
    });

    it('`up` leaves everything as it was', async () => {
      rememberState(paths, { backend: 'local' });
      describeBy(twoMachines);
      expect((await stand(['diff'])).code).toBe(0);
    });
  });

  itUnlessKept('are taken down, and their data is kept unless it is said', async () => {
    const { stderr } = await succeed(['down']);
    expect(stderr).toContain('data is kept');
    const kept = ['gw1server-srv', 'psql1server-etcd', 'psql1server-postgresql'];
    expect(await volumes()).toEqual(kept.map((name) => `${name}.qcow2`));
    const refused = await stand(['down', '--data']);
    expect(refused.code).toBe(2);
    expect(await volumes()).toHaveLength(3);
    await succeed(['down', '--data', '--confirm', 'machines']);
    expect(await volumes()).toEqual([]);
    expect(leftovers()).toEqual([]);
  });
});

async function volumes(): Promise<string[]> {
  const { stdout } = await execute('find', ['.stand/pool', '-name', '*.qcow2', '-printf', '%f\\n']);
  return stdout.split('\n').filter(Boolean).sort();
}
