import { buildStand } from '../../../model/build-stand';
import { scrapeJobs } from '../../../model/services/metrics';
import { hostOf, onlyHosts, shipped, threeNodes } from '../../fixtures';

const stand = buildStand(shipped);

/** Addresses that a job of the monitoring host reads, by host. */
function targetsOf(job: string, config = shipped): Record<string, string> {
  const stand = buildStand(config);
  const jobs = scrapeJobs(stand, hostOf(stand, 'mon1server'));
  const targets = jobs.find(({ name }) => name === job)?.targets ?? [];
  return Object.fromEntries(targets.map(({ host, address }) => [host, address]));
}

test('every host is read at the address by which the monitoring host reaches it', () => {
  expect(targetsOf('node')).toEqual({
    e1server: '192.168.1.2:9100',
    e2server: '192.168.1.3:9100',
    psql1server: '192.168.1.10:9100',
    psql2server: '192.168.1.11:9100',
    gw1server: '192.168.1.9:9100',
    bk1server: '192.168.1.12:9100',
    mon1server: '192.168.1.13:9100',
  });
});

test('each service is read on its own hosts', () => {
  const monitoring = hostOf(stand, 'mon1server');
  const jobs = scrapeJobs(stand, monitoring).map(({ name, targets }) => [
    name,
    targets.map(({ host }) => host),
  ]);
  expect(Object.fromEntries(jobs)).toEqual({
    alertmanager: ['mon1server'],
    etcd: ['psql1server', 'psql2server', 'bk1server'],
    haproxy: ['e1server', 'e2server'],
    node: Object.keys(shipped.hosts),
    patroni: ['psql1server', 'psql2server'],
    postgres: ['psql1server', 'psql2server'],
    prometheus: ['mon1server'],
  });
  expect(targetsOf('etcd')).toEqual({
    psql1server: '192.168.1.10:2381',
    psql2server: '192.168.1.11:2381',
    bk1server: '192.168.1.12:2381',
  });
  expect(targetsOf('haproxy', threeNodes)).toHaveProperty('e3server', '192.168.1.4:8405');
});

test('no two services of a host show their metrics on one port', () => {
  const addresses = scrapeJobs(stand, hostOf(stand, 'mon1server')).flatMap(({ targets }) =>
    targets.map(({ address }) => address),
  );
  expect(new Set(addresses).size).toBe(addresses.length);
});

test('the monitoring host, and no other, is let in to what it reads', () => {
  const metrics = stand.flows.filter(({ why }) => why.startsWith('metrics: '));
  expect(metrics.map(({ from }) => from)).toEqual(metrics.map(() => ['monserver']));
  const allowed = metrics.map(({ to, ports }) => `${to} ${ports}`);
  const read = stand.services.flatMap(({ group, metrics = [] }) =>
    metrics.map(({ port }) => `${group} ${port}`),
  );
  expect(allowed).toEqual(read);
});

test('without monitoring there are no exporters, and no flows for them', () => {
  const { services, flows } = buildStand(onlyHosts(['psql1server']));
  expect(services.map(({ name }) => name).filter((name) => /exporter/.test(name))).toEqual([]);
  expect(flows.filter(({ why }) => why.startsWith('metrics: '))).toEqual([]);
});

test('the node exporter expects the units of every service of its host', () => {
  const exporter = stand.services.find(({ name }) => name === 'node_exporter');
  const variables = exporter?.hostVariables?.(stand, hostOf(stand, 'e1server'));
  expect(variables?.node_exporter_units).toEqual(
    expect.arrayContaining(['ejabberd', 'haproxy', 'ssh', 'prometheus-node-exporter']),
  );
  expect(variables?.node_exporter_units).not.toContain('patroni');
  expect(variables?.node_exporter_collectors).toEqual([
    { name: 'updates', arguments: [] },
    {
      name: 'ejabberd',
      arguments: ['domain.local', '2', '/usr/local/share/ca-certificates/stand-ca.crt'],
    },
  ]);
});
