import { hostsOf } from '../../model/topology/groups';
import { onlyHosts, shipped, vary } from '../fixtures';
import { resourceOf, type Synthesised, synthesise } from './synthesise';

const { stand, rendered, terraform } = synthesise(shipped);

/** Names of the services that a service waits for. */
function waitsFor(terraform: Synthesised, name: string): string[] {
  const { depends_on = [] } = resourceOf(terraform, `services_${name}`);
  return depends_on
    .filter((id) => id.startsWith('null_resource.services_'))
    .map((id) => id.replace(/^null_resource\.services_(.*)_[0-9A-F]{8}$/, '$1'))
    .sort();
}

/** All that must be done before a service, near and far. */
function before(terraform: Synthesised, name: string): Set<string> {
  const near = waitsFor(terraform, name);
  return new Set(near.flatMap((earlier) => [earlier, ...before(terraform, earlier)]));
}

test('secrets come first, and every service waits for them', () => {
  expect(waitsFor(terraform, 'secrets')).toEqual([]);
  for (const { name } of stand.services) expect(waitsFor(terraform, name)).toContain('secrets');
});

test('base → etcd → postgresql → ejabberd, and base → haproxy → ejabberd', () => {
  expect(waitsFor(terraform, 'base')).toEqual(['secrets']);
  expect(waitsFor(terraform, 'etcd')).toEqual(['base', 'secrets']);
  expect(waitsFor(terraform, 'postgresql')).toEqual(['etcd', 'secrets']);
  expect(waitsFor(terraform, 'haproxy')).toEqual(['base', 'secrets']);
  expect(waitsFor(terraform, 'ejabberd')).toEqual(['haproxy', 'postgresql', 'secrets']);
});

test('haproxy and postgresql may be made side by side', () => {
  expect(before(terraform, 'haproxy')).not.toContain('postgresql');
  expect(before(terraform, 'postgresql')).not.toContain('haproxy');
});

test('a service that the stand does not have is waited for by none', () => {
  const { terraform } = synthesise(onlyHosts(['psql1server']));
  expect(waitsFor(terraform, 'postgresql')).toEqual(['etcd', 'secrets']);
  expect(() => resourceOf(terraform, 'services_ejabberd')).toThrow();
});

test.each(stand.services.map(({ name, group }) => [name, group]))(
  '%s is made again when what it reads or one of its hosts (%s) changes',
  (name, group) => {
    const { triggers } = resourceOf(terraform, `services_${name}`);
    const ids = triggers.hosts?.match(/hosts_[a-z0-9]+/g) ?? [];
    expect(triggers).toMatchObject(rendered.readings[name] ?? {});
    expect(ids).toEqual(hostsOf(stand, group).map((host) => `hosts_${host.name}`));
    const { hosts: _, ...others } = triggers;
    expect(Object.keys(others).sort()).toEqual(Object.keys(rendered.readings[name] ?? {}).sort());
  },
);

test('Terraform evaluates nothing in what a playbook reads', () => {
  const settings = { prometheus: { prometheus_retention_time: '${path.root} %{if true}' } };
  const { text } = synthesise(vary({ settings }));
  expect(text).toContain('$${path.root} %%{if true}');
});

test('a service is made by its playbook', () => {
  for (const name of ['secrets', ...stand.services.map((service) => service.name)]) {
    const { provisioner } = resourceOf(terraform, `services_${name}`);
    expect(provisioner.map((entry) => entry['local-exec'].command)).toEqual([
      expect.stringMatching(new RegExp(`^'/.*/ansible/play' ${name}$`)),
    ]);
  }
});
