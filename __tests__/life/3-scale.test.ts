import { editFile } from '../../test-stand/checkout';
import { ssh, stand, up } from '../../test-stand/stand';
import { expectSettled, expectSound } from '../e2e/support/sound';
import { nothingLost, whileUsed } from '../e2e/support/users';

const more = `{
  ...config,
  hosts: {
    ...config.hosts,
    e3server: { roles: ['ejabberd'], addresses: { management: '192.168.121.17', dmz: '192.168.1.4' } },
    psql3server: { roles: ['postgresql', 'etcd'], addresses: { management: '192.168.121.18', internal: '192.168.1.14' } },
    mon1server: { roles: ['monitoring', 'etcd'], addresses: { management: '192.168.121.16', internal: '192.168.1.13' }, groups: ['baculas-script'] },
  },
}`;

/** What hosts form together, as they say themselves. */
async function clusters() {
  const etcdctl =
    "sudo sh -c '. /etc/default/etcd; etcdctl --endpoints=https://127.0.0.1:2379 --cacert=$ETCD_TRUSTED_CA_FILE --cert=$ETCD_CERT_FILE --key=$ETCD_KEY_FILE member list'";
  const [nodes, patroni, members] = await Promise.all([
    ssh('e1server', 'sudo ejabberdctl list_cluster'),
    ssh('psql1server', 'sudo patronictl --config-file /etc/patroni/config.yml list --format json'),
    ssh('psql1server', etcdctl),
  ]);
  const replicas = JSON.parse(patroni) as { Member: string; State: string }[];
  return {
    ejabberd: [...nodes.matchAll(/ejabberd@(\w+)/g)].map(([, name]) => name).sort(),
    postgresql: replicas.map(({ Member, State }) => `${Member} ${State}`).sort(),
    etcd: [...members.matchAll(/started, (\w+),/g)].map(([, name]) => name).sort(),
  };
}

describe('a stand that grows and shrinks', () => {
  let before: Awaited<ReturnType<typeof clusters>>;
  let restore: () => void;

  beforeAll(async () => {
    before = await clusters();
    restore = editFile('stand.config.ts', /^export default config;$/m, `export default ${more};`);
  });

  it('gets a node of ejabberd, a replica and two members of etcd while it is used', async () => {
    expect(await whileUsed('more hosts', () => up())).toEqual(nothingLost);
    const { ejabberd, postgresql, etcd } = await clusters();
    expect(ejabberd).toEqual([...before.ejabberd, 'e3server']);
    expect(postgresql).toEqual([
      ...before.postgresql.map((one) => expect.stringContaining(one.split(' ')[0] as string)),
      'psql3server streaming',
    ]);
    expect(etcd).toEqual(['bk1server', 'mon1server', 'psql1server', 'psql2server', 'psql3server']);
    await expectSound();
  });

  it('loses them again while it is used, which takes each out of its cluster first', async () => {
    restore();
    const { stdout } = await stand(['diff', '--json']);
    expect(stdout).toContain('loses etcd');
    const allowed = ['--allow', 'remove:e3server', 'remove:psql3server'];
    expect(await whileUsed('fewer hosts', () => up(...allowed))).toEqual(nothingLost);
    expect(await clusters()).toEqual(before);
    expect(await ssh('mon1server', 'systemctl is-active etcd || true')).toBe('inactive\n');
    await expectSettled();
  });
});
