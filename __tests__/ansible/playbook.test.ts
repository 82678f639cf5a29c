import { parse } from 'yaml';
import { secretsPlaybook, servicePlaybook } from '../../ansible/playbook';
import { buildStand } from '../../model/build-stand';
import { services } from '../../model/services';
import { shipped, vary } from '../fixtures';

test.each(services.map((service) => [service.name, service] as const))(
  '%s’s playbook leads from its hosts to its role',
  (name, service) => {
    const plays = parse(
      servicePlaybook(buildStand(shipped), service, '/project/secrets/vault.yml'),
    );
    expect(plays).toEqual([
      expect.objectContaining({
        hosts: service.group,
        become: true,
        vars_files: ['/project/secrets/vault.yml'],
        roles: [name],
      }),
    ]);
  },
);

test('systemctl waits longer on emulated hosts', () => {
  const environment = (change: object) =>
    services.map((service) => {
      const [play] = parse(servicePlaybook(buildStand(vary(change)), service, '/vault.yml'));
      return play.environment;
    });
  expect(new Set(environment({ hypervisor: 'kvm' }))).toEqual(new Set([undefined]));
  for (const variables of environment({ hypervisor: 'qemu' }))
    expect(variables).toEqual({ SYSTEMD_BUS_TIMEOUT: '300s' });
});

test('secrets are generated on this machine, before there is a vault to read', () => {
  const [play, ...others] = parse(secretsPlaybook());
  expect(others).toEqual([]);
  expect(play).toMatchObject({ hosts: 'localhost', connection: 'local', roles: ['secrets'] });
  expect(play).not.toHaveProperty('vars_files');
});
