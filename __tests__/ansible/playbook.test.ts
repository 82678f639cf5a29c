import { parse } from 'yaml';
import { secretsPlaybook, servicePlaybook } from '../../ansible/playbook';
import { services } from '../../model/services';

test.each(services.map((service) => [service.name, service] as const))(
  '%s’s playbook leads from its hosts to its role',
  (name, service) => {
    const plays = parse(servicePlaybook(service, '/project/secrets/vault.yml'));
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

test('secrets are generated on this machine, before there is a vault to read', () => {
  const [play, ...others] = parse(secretsPlaybook());
  expect(others).toEqual([]);
  expect(play).toMatchObject({ hosts: 'localhost', connection: 'local', roles: ['secrets'] });
  expect(play).not.toHaveProperty('vars_files');
});
