import fc from 'fast-check';
import { InvalidStandError } from '../../../model/description/faults/faults';
import { descriptionFaults } from '../../../model/description/shape/description-faults';
import { faultsOf, refuses, shipped, vary, varyHost } from '../../fixtures';

const backups = shipped.backups as NonNullable<typeof shipped.backups>;
const job = { host: 'e1server', fileset: 'fs', plan: 'monthly' };
const level = { runs: ['at 01:00'], retentionDays: 1, volumeGiB: 1, volumeDays: 1, volumes: 3 };
const plan = { full: level, differential: level, incremental: level };
const withJob = (change: object) =>
  vary({ backups: { ...backups, jobs: { 'e1-fs': { ...job, ...change } } } });
const flow = { from: ['dmz'], to: 'gwserver', protocol: 'tcp', ports: [80, '90-91'], why: 'web' };
const email = { to: 'a@b', from: 'a@b', smarthost: 'b:25' };
const unknown = /^is an unknown key$/;

refuses([
  ['an unknown key', vary({ hots: 1 }), 'hots', unknown, /did you mean 'hosts'\?/],
  ['one that looks like none', vary({ zzzzzzzz: 1 }), 'zzzzzzzz', unknown, /choose from name, /],
  ['an inherited key', vary({ toString: 1 }), 'toString', unknown, /choose from|did you mean/],
  ['one of size', vary({ size: { memory: 4096 } }), 'size.memory', unknown, /'memoryMiB'/],
  ['one of a host', varyHost('e1server', { role: [] }), 'hosts.e1server.role', unknown, /'roles'/],
  [
    "one of a host's size",
    varyHost('e1server', { size: { cpus: 2 } }),
    ...(['hosts.e1server.size.cpus', unknown, /'vcpus'/] as const),
  ],
  [
    'one of a network',
    vary({ networks: { ...shipped.networks, dmz: { ...shipped.networks.dmz, vlan: 1 } } }),
    ...([
      'networks.dmz.vlan',
      unknown,
      /choose from cidr, kind, router, published, bridge/,
    ] as const),
  ],
  [
    'one of a hypervisor',
    vary({ hypervisors: { hv1: { uri: 'qemu:///system', pools: '/srv' } } }),
    ...(['hypervisors.hv1.pools', unknown, /'pool'/] as const),
  ],
  [
    'one of the image',
    vary({ image: { source: 'x', sha512: 'a'.repeat(128), sha: 'a' } }),
    ...(['image.sha', unknown, /'sha512'/] as const),
  ],
  [
    'one of the accounts',
    vary({ accounts: { ...shipped.accounts, user: ['max'] } }),
    ...(['accounts.user', unknown, /'users'/] as const),
  ],
  [
    'one of the backups',
    vary({ backups: { ...backups, job: {} } }),
    'backups.job',
    unknown,
    /jobs/,
  ],
  ['one of a backup', withJob({ dumps: true }), 'backups.jobs.e1-fs.dumps', unknown, /'dump'/],
  [
    'one of a fileset',
    vary({ backups: { ...backups, filesets: { ...backups.filesets, fs: { path: ['/etc'] } } } }),
    ...(['backups.filesets.fs.path', unknown, /'paths'/] as const),
  ],
  [
    "one of a plan's level",
    withJob({ plan: { ...plan, full: { ...level, volume: 3 } } }),
    ...(['backups.jobs.e1-fs.plan.full.volume', unknown, /'volumes'/] as const),
  ],
  ['one of a flow', vary({ flows: [{ ...flow, port: 80 }] }), 'flows[0].port', unknown, /'ports'/],
  [
    'one of the mail for alerts',
    vary({ alerts: { email: { ...email, password: 'x' } } }),
    ...(['alerts.email.password', unknown, /choose from to, from, smarthost, username/] as const),
  ],
  ['one of the alerts', vary({ alerts: { mail: email } }), 'alerts.mail', unknown, /'email'/],
  [
    'one of the package of Grafana',
    vary({ grafana: { package: 'x.deb', sha256: '0'.repeat(64), sha: '0' } }),
    ...(['grafana.sha', unknown, /'sha256'/] as const),
  ],
  ['one of the secrets', vary({ secrets: { vault: 'x' } }), 'secrets.vault', unknown, /vaultFile/],
]);

refuses([
  ['a number for an object', vary({ size: 5 }), 'size', /object; got 5$/, /\{ memoryMiB, vcpus, /],
  ['an array for an object', vary({ hosts: [] }), 'hosts', /got an array$/, /\{ NAME: … \}/],
  ['nothing for an object', vary({ networks: null }), 'networks', /got null$/, /NAME/],
  ['a missing key', vary({ accounts: undefined }), 'accounts', /got undefined$/, /admins, users/],
  ['a number for a string', vary({ domain: 5 }), 'domain', /must be a string; got 5$/, /'…'/],
  ['a string for a number', vary({ ttl: '66' }), 'ttl', /a number; got '66'$/, /without quotes/],
  ['a string for a boolean', withJob({ dump: 'no' }), 'backups.jobs.e1-fs.dump', /'no'$/, /true/],
  ['an object for an array', vary({ flows: {} }), 'flows', /must be an array; got an obj/, /\[…\]/],
  [
    'a string in place of a host',
    vary({ hosts: { ...shipped.hosts, e1server: 'ejabberd' } }),
    ...([
      'hosts.e1server',
      /got 'ejabberd'$/,
      /roles, addresses, floating, ipv6, groups, size/,
    ] as const),
  ],
  [
    'a host without addresses',
    varyHost('e1server', { addresses: undefined }),
    ...(['hosts.e1server.addresses', /got undefined$/, /NAME/] as const),
  ],
  [
    'a plan that is neither a name nor a plan',
    withJob({ plan: 7 }),
    ...([
      'backups.jobs.e1-fs.plan',
      /must be a string or an object; got 7$/,
      /'…' or \{ full, differential, incremental \}/,
    ] as const),
  ],
  [
    'a flow whose port is an object',
    vary({ flows: [{ ...flow, ports: [80, {}] }] }),
    ...(['flows[0].ports[1]', /a number or a string; got an object$/, /digits/] as const),
  ],
  ['a state that is a word', vary({ state: 's3' }), 'state', /an object; got 's3'$/, /NAME/],
]);

test.each([undefined, null, 5, [], 'messaging'])('a description that is %j is refused', (value) => {
  expect(() => descriptionFaults(value)).toThrow(InvalidStandError);
});

test('unknown keys are reported with the other faults', () => {
  const faults = faultsOf(vary({ hots: 1, ttl: 0, size: { memory: 4096 } }));
  expect(faults.map(({ where }) => where).sort()).toEqual(['hots', 'size.memory', 'ttl']);
});

test('what may be left out may also be undefined', () => {
  const optional = { release: undefined, size: undefined, state: undefined, flows: undefined };
  expect(faultsOf(vary(optional))).toEqual([]);
});

test('whatever stands in place of whatever value, the answer is faults and no other error', () => {
  /** Every place of the description, as keys from the outside in. */
  const places = (value: unknown): string[][] =>
    typeof value !== 'object' || value === null
      ? [[]]
      : [[], ...Object.entries(value).flatMap(([key, one]) => places(one).map((p) => [key, ...p]))];
  const put = (value: unknown, [key, ...rest]: readonly string[], other: unknown): unknown => {
    if (key === undefined) return other;
    const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as never;
    (copy as Record<string, unknown>)[key] = put(copy[key], rest, other);
    return copy;
  };
  const whole = vary({ flows: [flow], alerts: { email }, secrets: {}, hypervisors: {} });
  const place = fc.constantFrom(...places(whole));
  fc.assert(
    fc.property(place, fc.anything(), (place, other) => {
      expect(() => faultsOf(put(whole, place, other) as typeof whole)).not.toThrow();
    }),
    { numRuns: 500 },
  );
});
