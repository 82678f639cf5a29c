import { faultsOf, onlyHosts, refuses, shipped, vary } from '../../fixtures';

const set = (service: string, variables: object) => vary({ settings: { [service]: variables } });
const ejabberd = 'settings.ejabberd';

refuses([
  ['an unknown service', set('ejaberd', {}), 'settings.ejaberd', /unknown service/, /'ejabberd'/],
  [
    'a role that is no service',
    set('packages', {}),
    'settings.packages',
    /service$/,
    /choose|mean/,
  ],
  ['an inherited service', set('constructor', {}), 'settings.constructor', /service$/, /base/],
  [
    'an unknown variable',
    set('ejabberd', { ejabberd_upload_maxsize: 1 }),
    ...([ejabberd, /_maxsize is an unknown variable/, /'ejabberd_upload_max_size'/] as const),
  ],
  [
    'a variable without its prefix',
    set('ejabberd', { upload_max_size: 1 }),
    ...([ejabberd, /upload_max_size is/, /did you mean 'ejabberd_upload_max_size'/] as const),
  ],
  [
    "another service's variable",
    set('haproxy', { ejabberd_upload_max_size: 1 }),
    ...(['settings.haproxy', /ejabberd_upload_max_size is an unknown/, /choose|mean/] as const),
  ],
  [
    'an inherited variable',
    set('ejabberd', { toString: 1 }),
    ...([ejabberd, /toString is an unknown variable/, /ejabberd_/] as const),
  ],
  [
    'a string for a number',
    set('ejabberd', { ejabberd_upload_max_size: '100M' }),
    ...([ejabberd, /_max_size must be a whole number; got '100M'/, /^its meaning: \w/] as const),
  ],
  [
    'half a number',
    set('ejabberd', { ejabberd_upload_max_size: 0.5 }),
    ...([ejabberd, /must be a whole number; got 0\.5/, /^its meaning: \w/] as const),
  ],
  [
    'a number for a string',
    set('prometheus', { prometheus_retention_time: 30 }),
    ...(['settings.prometheus', /must be a string; got 30/, /^its meaning: \w/] as const),
  ],
  [
    'a number for a path',
    set('etcd', { etcd_tls_key: 1 }),
    ...(['settings.etcd', /must be a path, as a string; got 1/, /^its meaning: \w/] as const),
  ],
  [
    'a word for a boolean',
    set('postgresql', { postgresql_synchronous_mode: 'yes' }),
    ...(['settings.postgresql', /must be true or false; got 'yes'/, /^its meaning: \w/] as const),
  ],
  [
    'a value that is none of the choices',
    set('postgresql', { postgresql_watchdog_mode: 'on' }),
    ...([
      'settings.postgresql',
      /one of off, automatic, required; got 'on'/,
      /^its meaning: \w/,
    ] as const),
  ],
  [
    'a string for an array',
    set('base', { base_packages: 'vim' }),
    ...([
      'settings.base',
      /base_packages must be an array; got 'vim'/,
      /^its meaning: \w/,
    ] as const),
  ],
  [
    'an array with an element of another type',
    set('base', { base_packages: ['vim', 5] }),
    ...([
      'settings.base',
      /base_packages\[1\] must be a string; got 5/,
      /^its meaning: \w/,
    ] as const),
  ],
  [
    'an array for an object',
    set('ejabberd', { ejabberd_extra_modules: [] }),
    ...([ejabberd, /must be an object; got \[\]/, /^its meaning: \w/] as const),
  ],
  [
    'what YAML has no word for',
    set('ejabberd', { ejabberd_extra_modules: { mod_ping: { interval: () => 5 } } }),
    ...([ejabberd, /must be plain data; got/, /strings, numbers/] as const),
  ],
  [
    'nothing at all',
    set('ejabberd', { ejabberd_upload_max_size: undefined }),
    ...([ejabberd, /got undefined/, /^its meaning: \w/] as const),
  ],
  [
    'a secret',
    set('ejabberd', { ejabberd_cookie: 'hunter2' }),
    ...([ejabberd, /ejabberd_cookie is a secret/, /ansible-vault edit/] as const),
  ],
  [
    'a variable that follows from the description',
    set('ejabberd', { ejabberd_domain: 'a.b' }),
    ...([ejabberd, /ejabberd_domain cannot be set here/, /follows from 'domain'; change/] as const),
  ],
  [
    "a host's own",
    set('base', { base_iptables_rules_v4: '' }),
    ...(['settings.base', /rules_v4 cannot be set here/, /follows from 'flows'/] as const),
  ],
  [
    'one that only some descriptions make the model tell',
    set('alertmanager', { alertmanager_webhook: 'http://a' }),
    ...(['settings.alertmanager', /webhook cannot be set here/, /follows from 'alerts'/] as const),
  ],
  [
    'a port that other parts of the stand know',
    set('prometheus', { prometheus_port: 9091 }),
    ...([
      'settings.prometheus',
      /prometheus_port cannot/,
      /other parts of the stand rely/,
    ] as const),
  ],
  [
    'a setting of a service that the stand does not have',
    vary({ settings: { grafana: {} } }, onlyHosts(['e1server', 'psql1server', 'gw1server'])),
    ...(['settings.grafana', /no host/, /give a host a role/] as const),
  ],
  ['variables that are no object', vary({ settings: { ejabberd: 5 } }), ejabberd, /got 5/, /NAME/],
]);

test('no fault repeats a secret', () => {
  const faults = faultsOf(set('ejabberd', { ejabberd_cookie: 'hunter2' }));
  expect(JSON.stringify(faults)).not.toContain('hunter2');
});

test('faults of settings are reported with the others', () => {
  const faults = faultsOf({ ...shipped, ttl: 0, settings: { ejabberd: { ejabberd_colour: 1 } } });
  expect(faults.map(({ where }) => where)).toEqual(['ttl', ejabberd]);
});

test.each([
  ['a number', 'ejabberd', { ejabberd_upload_max_size: 52_428_800 }],
  ['a string', 'prometheus', { prometheus_retention_time: '90d' }],
  ['a boolean', 'postgresql', { postgresql_synchronous_mode: false }],
  ['a choice', 'postgresql', { postgresql_watchdog_mode: 'off' }],
  ['an array', 'base', { base_packages: ['vim'] }],
  ['an object', 'ejabberd', { ejabberd_extra_modules: { mod_ping: { send_pings: true } } }],
])('%s is taken where the role takes one', (_, service, variables) => {
  expect(faultsOf(set(service, variables))).toEqual([]);
});
