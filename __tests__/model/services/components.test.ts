import { ejabberd } from '../../../model/services/ejabberd';
import { checkedStand } from '../../../synth/checked-stand';
import { faultsOf, shipped, vary } from '../../fixtures';

const having = (...ejabberd_components: string[]) =>
  vary({ settings: { ejabberd: { ejabberd_components } } }, shipped);

test.each(['gateway', 'irc-2', 'irc.gateway'])('a component may have the subdomain %s', (name) => {
  expect(faultsOf(having(name))).toEqual([]);
});

test.each([
  ['Gateway', "ejabberd_components must be subdomains in lower case; got 'Gateway'"],
  ['', "ejabberd_components must be subdomains in lower case; got ''"],
  ['a: b', "ejabberd_components must be subdomains in lower case; got 'a: b'"],
  ['-a', "ejabberd_components must be subdomains in lower case; got '-a'"],
  ['a..b', "ejabberd_components must be subdomains in lower case; got 'a..b'"],
  ['upload', "ejabberd_components has 'upload', and ejabberd itself serves upload.domain.local"],
  ['proxy', "ejabberd_components has 'proxy', and ejabberd itself serves proxy.domain.local"],
])('but not %p', (name, what) => {
  expect(faultsOf(having(name))).toMatchObject([{ where: 'settings.ejabberd', what }]);
});

test('two components have two subdomains', () => {
  expect(faultsOf(having('irc', 'irc'))).toMatchObject([
    { what: "ejabberd_components has 'irc' twice" },
  ]);
});

test('components prove themselves by a secret, which a stand without them does not have', () => {
  const namesOf = (config = shipped) =>
    ejabberd.secrets?.(checkedStand(config)).map(({ name }) => name);
  const secret = 'ejabberd_components_secret';
  expect(namesOf(having('irc'))).toContain(secret);
  expect(ejabberd.variables(checkedStand(having('irc')))).toMatchObject({
    [secret]: `{{ vault_${secret} }}`,
  });
  expect(namesOf()).not.toContain(secret);
  expect(ejabberd.variables(checkedStand(shipped))).not.toHaveProperty(secret);
});
