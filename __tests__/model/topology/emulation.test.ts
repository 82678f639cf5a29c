import { paceOf, patience } from '../../../model/topology/emulation';
import { buildStand } from '../../../model/build-stand';
import { vary } from '../../fixtures';

const by = (hypervisor: 'lxc' | 'kvm' | 'qemu') => buildStand(vary({ hypervisor }));
const emulated = by('qemu');

test.each(['lxc', 'kvm'] as const)('%s: roles keep their own pace', (hypervisor) => {
  const stand = by(hypervisor);
  expect(patience(stand)).toBeUndefined();
  for (const { name } of stand.services) expect(paceOf(stand, name)).toEqual({});
});

test('emulated hosts ask one another less often, and wait longer', () => {
  expect(patience(emulated)).toBeGreaterThan(60);
  expect(paceOf(emulated, 'prometheus')).toEqual({ prometheus_interval: '1m' });
  expect(paceOf(emulated, 'alertmanager')).toEqual({});
});

test('the lease of a primary outlives what Patroni may take to renew it', () => {
  const pace = paceOf(emulated, 'postgresql');
  const [lease, pause, attempts] = ['ttl', 'loop_wait', 'retry_timeout'].map((name) =>
    Number(pace[`postgresql_patroni_${name}`]),
  ) as [number, number, number];
  expect(lease).toBeGreaterThanOrEqual(pause + 2 * attempts);
});

test('an etcd member misses several heartbeats before it calls an election', () => {
  const { etcd_heartbeat_interval_ms, etcd_election_timeout_ms } = paceOf(emulated, 'etcd');
  expect(Number(etcd_election_timeout_ms)).toBeGreaterThanOrEqual(
    10 * Number(etcd_heartbeat_interval_ms),
  );
  // More is refused by etcd.
  expect(Number(etcd_election_timeout_ms)).toBeLessThanOrEqual(50_000);
});
