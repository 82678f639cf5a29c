import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import Ajv2020 from 'ajv/dist/2020';
import { changeLines, summary } from '../../../cli/changes/change-lines';
import {
  changeClasses,
  type DiffReport,
  type StandChange,
  standChanges,
  worstOf,
} from '../../../cli/changes/stand-changes';
import type { Plan, ResourceChange } from '../../../cli/engine/plan';
import type { StandConfig } from '../../../model/description/config';
import { dual, exposed, published, shipped, threeNodes, vary, varyHost } from '../../fixtures';
import { type Synthesised, synthesise } from '../../stacks/synthesise';

/** What the engine makes of the resources: one of each that is for several. */
function resourcesOf({ resource }: Synthesised): Record<string, { triggers: object }> {
  const all = Object.entries(resource.null_resource).flatMap(([id, { triggers, for_each }]) =>
    for_each
      ? Object.entries(for_each).map(([key, { command: _, host: __, ...of }]) => [
          `${id}["${key}"]`,
          { triggers: of },
        ])
      : [[id, { triggers }]],
  );
  return Object.fromEntries(all);
}

/** What an engine plans, of containers, between two descriptions. */
function planned(
  from: StandConfig | undefined,
  to: StandConfig,
  definitions = {},
  kept: readonly string[] = [],
  rotations = {},
): StandChange[] {
  const none: Record<string, { triggers: object }> = {};
  const former = from && synthesise(from).terraform;
  const old = former ? resourcesOf(former) : none;
  const { stand, terraform } = synthesise(to, undefined, { definitions, rotations });
  const wanted = resourcesOf(terraform);
  const ids = [...new Set([...Object.keys(old), ...Object.keys(wanted)])];
  const triggersOf = (id: string) => JSON.stringify(wanted[id]?.triggers ?? {});
  const isMade = (id: string) => JSON.stringify(old[id]?.triggers ?? {}) !== triggersOf(id);
  const made = ids.filter((id) => /^hosts_[a-z0-9]+_[0-9A-F]{8}$/.test(id) && isMade(id));
  const resource_changes = ids.map((id): ResourceChange => {
    const before = old[id] ? { triggers: old[id].triggers } : null;
    // What is known only when a host is made, the engine leaves out.
    const { hosts = '', ...known } = (wanted[id]?.triggers ?? {}) as Record<string, string>;
    const isUnknown = made.some((host) => hosts.includes(host));
    const triggers = isUnknown || hosts === '' ? known : { ...known, hosts };
    const after = wanted[id] ? { triggers } : null;
    const isSame = isDeepStrictEqual(before, after);
    const actions = isSame
      ? (['no-op'] as const)
      : ([...(before ? ['delete' as const] : []), ...(after ? ['create' as const] : [])] as const);
    return {
      address: `null_resource.${id}`,
      type: 'null_resource',
      change: { actions, before, after },
    };
  });
  const written = Object.entries(former?.output ?? {}).map(([name, { value }]) => [
    name,
    { actions: ['update'] as const, before: value },
  ]);
  const plan: Plan = {
    resource_changes,
    output_changes: Object.fromEntries(written),
  };
  const exists = ({ action }: { action: string }) => action !== 'create';
  return standChanges(plan, stand, {
    exists,
    hasData: (host) => kept.includes(host),
    differences: () => ['another address'],
  });
}

const told = (changes: StandChange[]) =>
  changes.map(({ class: name, part, what }) => [name, part, what]);

test('a new stand is what it is made of, in a few lines', () => {
  const changes = planned(undefined, shipped);
  expect(worstOf(changes)).toBe('safe');
  expect(changeLines(changes)).toEqual([
    expect.stringMatching(/^safe +new host: .*e1server.*psql2server/),
    expect.stringMatching(/^safe +new service: .*base, .*ejabberd/),
  ]);
  expect(changeLines(planned(undefined, shipped, {}, ['e1server', 'bk1server']))).toContainEqual(
    expect.stringMatching(
      /^safe +new host with its data of before: (e1|bk1)server, (e1|bk1)server$/,
    ),
  );
});

test('nothing is nothing', () => {
  expect(planned(shipped, shipped)).toEqual([]);
  expect(summary([])).toBe('no changes: the stand is as described');
});

test('a setting runs its playbook, and is told from what to what', () => {
  const settings = { ejabberd: { ejabberd_upload_max_size: 52_428_800 } };
  const [change, ...others] = planned(
    vary({ settings: { ejabberd: { ejabberd_upload_max_size: 1024 } } }),
    vary({ settings }),
  );
  expect(others).toEqual([]);
  expect(change).toMatchObject({
    class: 'safe',
    part: 'service ejabberd',
    what: 'runs again on e1server, e2server',
    why: ['ejabberd_upload_max_size from 1024 to 52428800'],
  });
});

test('an address that stays makes no host anew', () => {
  const floating = varyHost('e1server', { floating: { dmz: '192.168.1.6' } });
  expect(told(planned(shipped, floating))).toEqual([
    ['safe', 'service base', 'runs again on all hosts'],
    ['safe', 'service node_exporter', 'runs again on all hosts'],
    ['safe', 'service keepalived', 'is set up on e1server, e2server'],
  ]);
  const left = planned(floating, shipped);
  expect(left.map(({ part }) => part)).toContain('host e1server');
  expect(left.find(({ part }) => part === 'host e1server')).toMatchObject({
    what: 'loses keepalived',
  });
});

test('a rotated secret is told with its time, and a cookie sends nobody away', () => {
  const time = '2030-01-02T03:04:05Z';
  const rotations = { ejabberd_cookie: time, bacula_console_password: time };
  const changes = planned(shipped, shipped, {}, [], rotations);
  expect(changes.map(({ part, class: name, why }) => [part, name, why])).toEqual([
    ['service bacula_director', 'restarts', [`secret bacula_console_password rotated ${time}`]],
    ['service ejabberd', 'safe', [`secret ejabberd_cookie rotated ${time}`]],
  ]);
});

test('of a list, what comes and goes is told', () => {
  const accounts = { admins: ['admin'], users: ['eva'] };
  const changes = planned(shipped, vary({ accounts }));
  const ejabberd = changes.find(({ part }) => part === 'service ejabberd');
  expect(ejabberd?.why).toEqual([
    expect.stringMatching(/^ejabberd_accounts gets {"name":"eva","password":"secret \w+"}$/),
    expect.stringMatching(/^ejabberd_accounts loses {"name":"max","password":"secret \w+"}$/),
  ]);
});

test('an account that is taken out is kept, and told how it ends', () => {
  const changes = planned(shipped, vary({ accounts: { admins: ['eva'], users: ['max'] } }));
  expect(changeLines(changes)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^safe +account admin loses the rights of an administrator$/),
      expect.stringMatching(/^safe +account admin is no longer described, and stays$/),
      expect.stringMatching(/^ +data: kept; .*user disable admin, .*user remove admin$/),
    ]),
  );
  const team = Array.from({ length: 1000 }, (_, number) => `user${number}`);
  const smaller = planned(
    vary({ accounts: { admins: [], users: team } }),
    vary({ accounts: { admins: [], users: team.slice(1) } }),
  );
  expect(smaller.find(({ part }) => part === 'account user0')?.what).toMatch(/stays$/);
  const demoted = planned(
    shipped,
    vary({ accounts: { admins: ['eva'], users: ['max', 'admin'] } }),
  );
  expect(told(demoted).filter(([, part]) => part?.startsWith('account'))).toEqual([
    ['safe', 'account admin', 'loses the rights of an administrator'],
    ['safe', 'account eva', 'gets the rights of an administrator'],
  ]);
});

test('what is the same for all hosts is told once', () => {
  expect(planned(shipped, vary({ ttl: 99 }))[0]).toMatchObject({
    why: ['base_sysctl of 7 hosts: net.ipv4.ip_default_ttl from 66 to 99'],
    ...{ class: 'safe', part: 'service base', what: 'runs again on all hosts' },
    interrupts: null,
  });
});

test('a change that restarts a daemon is told as such', () => {
  const settings = { ejabberd: { ejabberd_net_ticktime: 30 } };
  expect(planned(shipped, vary({ settings }))[0]).toMatchObject({
    class: 'restarts',
    interrupts: expect.stringMatching(/^each node restarts in turn/),
  });
});

test('another domain leaves its data behind, and says so', () => {
  const changes = planned(shipped, vary({ domain: 'example.org' }));
  expect(changes.find(({ part }) => part === 'service ejabberd')).toMatchObject({
    class: 'replaces',
    data: expect.stringMatching(/^accounts and messages of the former domain stay/),
  });
});

test('a flow is told by the hosts whose firewall it changes', () => {
  const flows = [{ from: ['dmz'], to: 'gwserver', protocol: 'tcp', ports: [80], why: 'web' }];
  expect(planned(shipped, vary({ flows }))[0]?.why).toContain(
    'base_iptables_rules_v4 of gw1server has changed',
  );
});

test('more memory changes a container while it runs', () => {
  const definitions = { e1server: "<memory unit='MiB'>1024</memory>\n  <vcpu>1</vcpu>" };
  const larger = varyHost('e1server', { size: { memoryMiB: 1280 } });
  const [change, ...others] = planned(shipped, larger, definitions);
  expect(others).toEqual([]);
  expect(change).toEqual({
    ...{ class: 'safe', part: 'host e1server', what: 'is changed while it runs' },
    ...{ why: ['memory from 1024 MiB to 1280 MiB'], interrupts: null, data: null },
  });
});

test('less memory may restart a container', () => {
  const definitions = { e1server: "<memory unit='MiB'>1024</memory>\n  <vcpu>1</vcpu>" };
  const smaller = varyHost('e1server', { size: { memoryMiB: 768 } });
  expect(planned(shipped, smaller, definitions)).toEqual([
    {
      ...{ class: 'restarts', part: 'host e1server' },
      what: 'is changed while it runs, or restarted if it uses more memory',
      why: ['memory from 1024 MiB to 768 MiB'],
      interrupts: 'what it does, for about 15 s; others take over first',
      data: null,
    },
  ]);
});

test('a host that is replaced says what it interrupts, and that its data is kept', () => {
  const addresses = { management: '192.168.121.32', internal: '192.168.1.10' };
  const changes = planned(shipped, varyHost('psql1server', { addresses }));
  expect(changes[0]).toMatchObject({
    ...{ class: 'replaces', part: 'host psql1server', what: 'is replaced' },
    why: ['another address'],
    interrupts: expect.stringMatching(
      /etcd.*postgresql.* there, for about 1 min; a primary hands over first/,
    ),
    data: 'kept: /var/lib/etcd, /var/lib/postgresql',
  });
  expect(changes.slice(1).every(({ part }) => part.startsWith('service '))).toBe(true);
  expect(changes.find(({ part }) => part === 'service etcd')?.why).toContain('psql1server is new');
});

test('a host more is made, one less removed', () => {
  expect(told(planned(shipped, threeNodes))[0]).toEqual(['safe', 'host e3server', 'is made']);
  expect(told(planned(threeNodes, shipped))[0]).toEqual([
    'replaces',
    'host e3server',
    'is removed',
  ]);
});

test('another name of a host is told as what it is', () => {
  const { psql2server: renamed, ...others } = shipped.hosts;
  const jobs = {};
  const to = vary({ hosts: { ...others, db2server: renamed }, backups: { filesets: {}, jobs } });
  const changes = planned(shipped, to);
  const of = (name: string) => changes.find(({ part }) => part === `host ${name}`);
  expect(of('psql2server')).toMatchObject({
    ...{ class: 'replaces', what: 'is removed', why: ['db2server takes its place'] },
  });
  expect(of('db2server')).toMatchObject({
    what: 'is made in place of psql2server: a new name is a new host',
    data: 'that of psql2server is kept under its name, and not taken over',
  });
});

test('a public network makes the hosts anew that it is for, and no others', () => {
  const changes = planned(shipped, exposed);
  const hosts = changes.filter(({ part }) => part.startsWith('host '));
  expect(told(hosts)).toEqual([
    ['replaces', 'host e1server', 'is replaced'],
    ['replaces', 'host e2server', 'is replaced'],
  ]);
  const network = (of: readonly StandChange[]) =>
    told(of.filter(({ part }) => part.startsWith('network ')));
  expect(network(changes)).toEqual([
    ['safe', 'network public', 'tells strangers the records of `dns`'],
  ]);
  expect(network(planned(exposed, shipped))).toEqual([
    ['safe', 'network public', 'tells strangers no records any more'],
  ]);
});

test('IPv6 makes no host anew of a network that stays, and strangers are told', () => {
  const changes = planned(exposed, dual);
  expect(changes.filter(({ class: name }) => name === 'replaces')).toEqual([]);
  expect(told(changes)).toContainEqual([
    'safe',
    'network public',
    'tells strangers the records of `dns`',
  ]);
});

test('what is published comes and goes without a host made anew; whoever comes from outside notices', () => {
  const cut = vary({ flows: [] }, published);
  const more = vary(
    {
      flows: [{ from: ['world'], to: 'ejserver', protocol: 'tcp', ports: [1883], why: 'MQTT' }],
    },
    published,
  );
  const { published: _, ...unpublished } = published.networks.public ?? {};
  const without = vary({ networks: { ...published.networks, public: unpublished } }, published);
  const changesOf = (from: StandConfig, to: StandConfig) =>
    planned(from, to).filter(({ what }) => what.includes('published'));
  expect(told(changesOf(without, published))).toEqual([['safe', 'network public', 'is published']]);
  expect(changesOf(cut, more)).toMatchObject([
    {
      class: 'restarts',
      what: 'is published otherwise',
      interrupts: expect.stringMatching(/^new/),
    },
  ]);
  expect(changesOf(published, without)).toMatchObject([
    { class: 'restarts', what: 'is not published any more', interrupts: expect.any(String) },
  ]);
  const changes = planned(without, published);
  expect(changes.filter(({ part }) => part.startsWith('host '))).toEqual([]);
  // Of other ports and addresses of TURN it hears when it starts.
  expect(changes.find(({ part }) => part === 'service ejabberd')).toMatchObject({
    class: 'restarts',
    interrupts: expect.stringMatching(/^each node restarts/),
  });
});

test('a role less takes what it was from the host', () => {
  const moved = varyHost('psql2server', { roles: ['postgresql'] });
  const before = varyHost('mon1server', { roles: ['monitoring', 'etcd'] }, moved);
  expect(told(planned(before, shipped))).toContainEqual([
    'restarts',
    'host mon1server',
    'loses etcd',
  ]);
});

test('what costs most comes first, and is counted', () => {
  const addresses = { management: '192.168.121.26', internal: '192.168.1.13' };
  const changes = planned(shipped, varyHost('mon1server', { addresses }));
  expect(changeLines(changes)[0]).toMatch(/^replaces +host mon1server is replaced$/);
  expect(summary(changes)).toMatch(/^\d+ changes: \d+ safe, \d+ restarts, 1 replaces$/);
});

test('the report is as its schema says', () => {
  const file = join(__dirname, '../../../docs/reference/diff.schema.json');
  const schema = JSON.parse(readFileSync(file, 'utf8'));
  const validate = new Ajv2020({ allErrors: true }).compile(schema);
  const changes = planned(threeNodes, vary({ ttl: 99 }));
  const report: DiffReport = { version: 1, stand: 'x', class: worstOf(changes), changes };
  expect(validate(JSON.parse(JSON.stringify(report))) || validate.errors).toBe(true);
  expect(schema.$defs.class.enum).toEqual(changeClasses);
  for (const wrong of [{ version: 2 }, { class: 'cheap' }, { changes: [{ part: 'host x' }] }])
    expect(validate({ ...report, ...wrong })).toBe(false);
});
