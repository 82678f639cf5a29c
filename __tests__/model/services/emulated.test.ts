import { buildStand } from '../../../model/build-stand';
import type { Variables } from '../../../model/description/variables';
import { sharedVariables } from '../../../model/services/role-variables';
import type { Service, Stand } from '../../../model/stand';
import { vary } from '../../fixtures';

const by = (hypervisor: 'lxc' | 'kvm' | 'qemu') => buildStand(vary({ hypervisor }));
const emulated = by('qemu');
const named = (stand: Stand, name: string) =>
  stand.services.find((service) => service.name === name) as Service;
const variablesOf = (name: string): Variables => sharedVariables(emulated, named(emulated, name));

test.each(['lxc', 'kvm'] as const)('%s: roles keep their own pace', (hypervisor) => {
  const stand = by(hypervisor);
  for (const service of stand.services)
    expect(sharedVariables(stand, service)).toEqual(service.variables(stand));
});

test('emulated hosts ask one another less often, and wait longer', () => {
  expect(variablesOf('prometheus')).toMatchObject({ prometheus_interval: '1m' });
});

test('the lease of a primary outlives what Patroni may take to renew it', () => {
  const variables = variablesOf('postgresql');
  const [lease, pause, attempts] = ['ttl', 'loop_wait', 'retry_timeout'].map((name) =>
    Number(variables[`postgresql_patroni_${name}`]),
  ) as [number, number, number];
  expect(lease).toBeGreaterThanOrEqual(pause + 2 * attempts);
});

test('an etcd member misses several heartbeats before it calls an election', () => {
  const { etcd_heartbeat_interval_ms, etcd_election_timeout_ms } = variablesOf('etcd');
  expect(Number(etcd_election_timeout_ms)).toBeGreaterThanOrEqual(
    10 * Number(etcd_heartbeat_interval_ms),
  );
  // More is refused by etcd.
  expect(Number(etcd_election_timeout_ms)).toBeLessThanOrEqual(50_000);
});
