import { optionsOf } from '../../ansible/role';
import { buildStand } from '../../model/build-stand';
import { services } from '../../model/services';
import { ownVariables, sharedVariables } from '../../model/services/role-variables';
import { ownedVariables } from '../../model/settings/owned-variables';
import { optionTypes, type RoleOption } from '../../model/settings/role-options';
import { hostsOf } from '../../model/topology/groups';
import { certified, faultsOf, twoGateways, vary } from '../fixtures';

const email = { to: 'a@b.c', from: 'a@b.c', smarthost: 'b.c:25', username: 'a' };
const { certificates } = certified;
const alerts = { email, webhook: 'http://relay' };
const config = vary({ alerts, certificates }, twoGateways);
const stand = buildStand(config);
const files = { source: 'files', certificate: 'domain.crt', key: 'domain.key' };

/** All that the model tells the roles, with a value that one of their hosts gets. */
const told = [stand, buildStand(vary({ certificates: files }, config))].flatMap((stand) =>
  stand.services.flatMap((service) =>
    hostsOf(stand, service.group).flatMap((host) =>
      Object.entries({
        ...sharedVariables(stand, service),
        ...ownVariables(stand, service, host),
      }).map(([name, value]) => ({ service: service.name, name, value })),
    ),
  ),
);

const faultOf = (service: string, name: string, value: unknown) =>
  faultsOf(vary({ settings: { [service]: { [name]: value } } }, config)).map(({ what }) => what);

test('the stand has every service', () => {
  expect(stand.services).toEqual(services);
});

test('what the model tells a role no setting can change', () => {
  const changed = told.filter(({ service, name, value }) => {
    const [what] = faultOf(service, name, value);
    return what !== `${name} cannot be set here` && what !== `${name} is a secret`;
  });
  expect(changed).toEqual([]);
});

test('what comes from the vault is refused as a secret', () => {
  const secret = told.filter(({ value }) => /^\{\{ vault_\w+ \}\}$/.test(String(value)));
  expect(secret.length).toBeGreaterThan(10);
  for (const { service, name } of secret) {
    expect(faultOf(service, name, 'x')).toEqual([`${name} is a secret`]);
  }
});

test('every variable that is owned is one of a role, and is named once', () => {
  const all = services.flatMap(({ name }) => Object.keys(optionsOf(name)));
  expect(ownedVariables.filter((name) => !all.includes(name))).toEqual([]);
  expect(new Set(ownedVariables).size).toBe(ownedVariables.length);
});

test('every type that a role asks for is one by which settings are judged', () => {
  const types = (options: Record<string, RoleOption>): string[] =>
    Object.values(options).flatMap(({ type, elements, options }) => [
      type,
      ...(elements ? [elements] : []),
      ...(options ? types(options) : []),
    ]);
  const asked = services.flatMap(({ name }) => types(optionsOf(name)));
  expect(asked.filter((type) => !optionTypes.includes(type as never))).toEqual([]);
});
