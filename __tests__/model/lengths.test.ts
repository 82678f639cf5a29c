import fc from 'fast-check';
import { secretsVariables } from '../../ansible/variables';
import { buildStand } from '../../model/build-stand';
import { ejabberdDatabase } from '../../model/services/ejabberd-database';
import { faultsOf, shipped, vary } from '../fixtures';

/** Domains of any length that a description may have. */
const domains = fc
  .array(fc.stringMatching(/^[a-z]([a-z0-9]{0,60}[a-z])?$/), { minLength: 2, maxLength: 6 })
  .map((labels) => labels.join('.'))
  .filter((domain) => domain.length <= 200);

test('whatever the domain, its database has a name that PostgreSQL keeps whole', () => {
  fc.assert(
    fc.property(domains, (domain) => {
      const { name } = ejabberdDatabase({ domain });
      expect(name.length).toBeLessThanOrEqual(63);
    }),
  );
});

test('a database keeps the name that it always had where that is short enough', () => {
  expect(ejabberdDatabase({ domain: 'domain.local' }).name).toBe('ejabberd-domain-local');
});

test('domains that begin alike have databases of their own', () => {
  const long = `${'a'.repeat(60)}.example`;
  const names = ['x', 'y'].map((last) => ejabberdDatabase({ domain: `${long}.${last}` }).name);
  expect(new Set(names).size).toBe(2);
});

test('whatever the domain, hosts have names that DNS carries, or it is a fault', () => {
  fc.assert(
    fc.property(domains, (domain) => {
      expect(faultsOf(vary({ domain }))).toEqual([]);
      const { hosts } = buildStand(vary({ domain }));
      for (const { fqdn } of hosts) expect(fqdn.length).toBeLessThanOrEqual(253);
    }),
    { numRuns: 20 },
  );
  const domain = `${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.example`;
  const [host] = Object.values(shipped.hosts);
  const faults = faultsOf(vary({ domain, hosts: { ['h'.repeat(63)]: host }, backups: undefined }));
  expect(faults).toContainEqual(
    expect.objectContaining({ what: expect.stringContaining('at most 253 characters') }),
  );
});

test('whatever the stand’s name, its authority’s common name has 64 characters at most', () => {
  const name = 'n'.repeat(63);
  const paths = { vaultFile: '', vaultPasswordFile: '', caDirectory: '' };
  const { secrets_ca_common_name } = secretsVariables(buildStand(vary({ name })), paths);
  expect(String(secrets_ca_common_name)).toHaveLength(64);
});
