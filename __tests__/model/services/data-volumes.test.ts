import { buildStand } from '../../../model/build-stand';
import { dataVolumes } from '../../../model/services/data-volumes';
import { hostOf, shipped, vary, varyHost } from '../../fixtures';

const machines = vary({ hypervisor: 'kvm' });
const volumesOf = (name: string, config = machines) => {
  const stand = buildStand(config);
  return dataVolumes(stand, hostOf(stand, name));
};

test("databases are on a volume of each PostgreSQL host, all backups on the backup host's", () => {
  const database = { label: 'postgresql', path: '/var/lib/postgresql', sizeGiB: 20 };
  expect(volumesOf('psql1server')).toEqual([database]);
  expect(volumesOf('psql2server')).toEqual([database]);
  expect(volumesOf('bk1server')).toEqual([{ label: 'srv', path: '/srv', sizeGiB: 20 }, database]);
});

test('hosts that keep nothing have none, and neither have containers', () => {
  expect(volumesOf('gw1server')).toEqual([]);
  expect(volumesOf('psql1server', shipped)).toEqual([]);
});

test('their size can be said', () => {
  const config = varyHost('psql1server', { size: { dataGiB: 100 } }, machines);
  expect(volumesOf('psql1server', config)).toMatchObject([{ sizeGiB: 100 }]);
});

test('labels fit the file system, and no host has one twice', () => {
  const stand = buildStand(machines);
  for (const host of stand.hosts) {
    const labels = dataVolumes(stand, host).map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
    for (const label of labels) expect(label).toMatch(/^[\w-]{1,16}$/);
  }
});
