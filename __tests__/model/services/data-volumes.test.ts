import { buildStand } from '../../../model/build-stand';
import { dataVolumes } from '../../../model/services/data-volumes';
import { hostOf, shipped, vary, varyHost } from '../../fixtures';

const machines = vary({ hypervisor: 'kvm' });
const volumesOf = (name: string, config = machines) => {
  const stand = buildStand(config);
  return dataVolumes(stand, hostOf(stand, name));
};

test('what a host must not lose is on volumes of its own', () => {
  const named = (label: string, path: string) => ({ label, path, sizeGiB: 20 });
  const database = named('postgresql', '/var/lib/postgresql');
  expect(volumesOf('psql1server')).toEqual([named('etcd', '/var/lib/etcd'), database]);
  expect(volumesOf('bk1server')).toEqual([
    named('etcd', '/var/lib/etcd'),
    named('srv', '/srv'),
    database,
    named('bacula', '/var/lib/bacula'),
  ]);
  expect(volumesOf('e1server')).toEqual([named('upload', '/var/lib/ejabberd/upload')]);
  expect(volumesOf('mon1server')).toEqual([
    named('metrics2', '/var/lib/prometheus/metrics2'),
    named('alertmanager', '/var/lib/prometheus/alertmanager'),
    named('grafana', '/var/lib/grafana'),
  ]);
});

test('containers have the same', () => {
  for (const name of Object.keys(shipped.hosts))
    expect(volumesOf(name, shipped)).toEqual(volumesOf(name));
});

test('a host that keeps nothing has none', () => {
  expect(volumesOf('gw1server')).toEqual([]);
});

test('their size can be said', () => {
  const config = varyHost('psql1server', { size: { dataGiB: 100 } }, machines);
  expect(volumesOf('psql1server', config).at(-1)).toMatchObject({ sizeGiB: 100 });
});

test('labels fit the file system, and no host has one twice', () => {
  const stand = buildStand(machines);
  for (const host of stand.hosts) {
    const labels = dataVolumes(stand, host).map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
    for (const label of labels) expect(label).toMatch(/^[\w-]{1,16}$/);
  }
});
