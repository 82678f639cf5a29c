import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { buildStand } from '../../model/build-stand';
import { ejabberdPorts } from '../../model/services/ejabberd';
import { scrapeJobs } from '../../model/services/metrics';
import { root } from '../../test-stand/checkout';
import { addressOf, type DatabaseHost, type HostName } from '../../test-stand/hosts';
import { ssh } from '../../test-stand/stand';
import { hostOf, shipped } from '../fixtures';
import { eventually } from './support/eventually';
import { metricsWithoutCertificate } from './support/guest';
import {
  type Alert,
  loadedRules,
  raisedAlerts,
  scrapeTargets,
} from './support/services/monitoring';
import { databaseRoles, sql, switchSegment } from './support/services/postgresql';

const model = buildStand(shipped);
const jobs = scrapeJobs(model, hostOf(model, 'mon1server'));

/** Where a client must show a certificate of the stand. */
const guarded = jobs
  .filter(({ name }) => ['node', 'postgres', 'haproxy', 'etcd'].includes(name))
  .flatMap(({ targets }) => targets.map(({ address }) => address));

function ruleNames(): string[] {
  const folder = join(root, 'ansible', 'roles', 'prometheus', 'files', 'rules');
  return readdirSync(folder)
    .flatMap((file) => parse(readFileSync(join(folder, file), 'utf8')).groups)
    .flatMap(({ rules }: { rules: { alert: string }[] }) => rules)
    .map(({ alert }) => alert);
}

function describeAlert({ labels }: Alert): string {
  return `${labels.alertname} ${labels.instance ?? ''} ${labels.name ?? ''}`.trim();
}

describe('Prometheus', () => {
  it('reads every service on every host that has it', async () => {
    await eventually(async () => {
      const targets = await scrapeTargets();
      expect(targets.filter(({ health }) => health !== 'up')).toEqual([]);
      const found = targets.map(({ labels }) => `${labels.job} ${labels.instance}`);
      const wanted = jobs.flatMap(({ name, targets }) =>
        targets.map(({ host }) => `${name} ${host}`),
      );
      expect(found.sort()).toEqual(wanted.sort());
    }, 60);
  });

  it('has loaded every rule, and can evaluate it', async () => {
    const rules = await loadedRules();
    expect(rules.map(({ name }) => name).sort()).toEqual(ruleNames().sort());
    await eventually(async () => {
      const sick = (await loadedRules()).filter(({ health }) => health !== 'ok');
      expect(sick).toEqual([]);
    }, 60);
  });

  it('is shown metrics because of its certificate, which no one else has', async () => {
    const outcomes = await metricsWithoutCertificate('mon1server', guarded);
    expect(outcomes).toEqual(
      Object.fromEntries(guarded.map((address) => [address, 'certificate required'])),
    );
  });

  it('reads PostgreSQL by a role that reads statistics and no messages', async () => {
    const { primary } = await databaseRoles();
    const role = `SELECT rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls,
      pg_has_role(rolname, 'pg_monitor', 'MEMBER'), pg_has_role(rolname, 'pg_read_all_data', 'MEMBER')
      FROM pg_roles WHERE rolname = 'prometheus'`;
    expect(await sql(primary, role)).toEqual([['f', 'f', 'f', 'f', 'f', 't', 'f']]);
    const table = `SELECT has_table_privilege('prometheus', 'archive', 'SELECT')`;
    expect(await sql(primary, table, 'ejabberd-domain-local')).toEqual([['f']]);
  });
});

describe('ejabberd’s API', () => {
  const url = (address: string, command: string) =>
    `https://${address}:${ejabberdPorts.https}/api/${command}`;
  const status = (from: HostName, target: string, body = '{}') =>
    ssh(
      from,
      `python3 -c "import ssl, sys, urllib.request, urllib.error
context = ssl.create_default_context(cafile='/usr/local/share/ca-certificates/stand-ca.crt')
try:
    print(urllib.request.urlopen('${target}', b'${body}', 10, context=context).status)
except urllib.error.HTTPError as error:
    print(error.code)"`,
    );

  it('tells loopback its numbers', async () => {
    expect(await status('e1server', url('127.0.0.1', 'list_cluster'))).toBe('200\n');
  });

  it.each(['registered_users', 'get_loglevel', 'unregister'])(
    'does not take %s from loopback',
    async (command) => {
      expect(await status('e1server', url('127.0.0.1', command))).toMatch(/^40[0-9]/);
    },
  );

  it('tells its neighbours nothing', async () => {
    expect(await status('e2server', url(addressOf('e1server'), 'list_cluster'))).toMatch(
      /^40[13]\n$/,
    );
  });
});

describe('alertmanager', () => {
  it('has the watchdog’s alert, which shows that alerts come through', async () => {
    await eventually(async () => {
      expect((await raisedAlerts()).map(describeAlert)).toContain('Watchdog');
    }, 60);
  });

  it('has no critical alert while all is well', async () => {
    await eventually(async () => {
      const critical = (await raisedAlerts()).filter(
        ({ labels }) => labels.severity === 'critical',
      );
      expect(critical.map(describeAlert)).toEqual([]);
    }, 180);
  });
});

describe('a fault', () => {
  const archive = '/srv/share/upload/pgbackrest/archive';
  let primary: DatabaseHost;
  let replica: DatabaseHost;

  /** What is broken, side by side, and the alert that each raises. */
  let faults: readonly { host: HostName; cause: string; cure: string; alert: string }[] = [];

  const raised = async () => (await raisedAlerts()).map(describeAlert);

  beforeAll(async () => {
    ({ primary, replica } = await databaseRoles());
    const unit = (host: HostName, name: string, alert: string) => ({
      host,
      cause: `sudo systemctl stop ${name}`,
      cure: `sudo systemctl start ${name}`,
      alert,
    });
    faults = [
      unit('e2server', 'ejabberd', 'EjabberdDown e2server'),
      unit(replica, 'patroni', 'ReplicaGone'),
      unit('bk1server', 'bacula-director', 'BaculaDown bk1server'),
      unit('mon1server', 'bacula-fd', 'UnitStopped mon1server bacula-fd.service'),
      unit('gw1server', 'prometheus-node-exporter', 'HostDown gw1server'),
      {
        host: 'bk1server',
        cause: `sudo chmod 0 ${archive}`,
        cure: `sudo chmod 0750 ${archive}`,
        alert: `ArchiveFailing ${primary}`,
      },
    ];
    expect(await raised()).not.toEqual(expect.arrayContaining([faults[0]?.alert]));
    await Promise.all(faults.map(({ host, cause }) => ssh(host, cause)));
    await switchSegment(primary);
  });

  afterAll(async () => {
    await Promise.all(faults.map(({ host, cure }) => ssh(host, cure)));
  });

  it('of ejabberd, the replica, Bacula, a unit, a host or the archive raises its alert', async () => {
    await eventually(async () => {
      expect(await raised()).toEqual(expect.arrayContaining(faults.map(({ alert }) => alert)));
    }, 180);
  });

  it('is seen by the other node and proxy as well, and told with what to do', async () => {
    await eventually(async () => {
      expect(await raised()).toContain('EjabberdNodeMissing e1server');
    }, 120);
    for (const { annotations } of await raisedAlerts()) {
      expect(annotations).toMatchObject({
        summary: expect.stringMatching(/\w/),
        action: expect.stringMatching(/\w/),
      });
    }
  });

  it('that ends takes its alert away', async () => {
    await Promise.all(faults.map(({ host, cure }) => ssh(host, cure)));
    await switchSegment(primary);
    await eventually(async () => {
      const left = await raised();
      expect(faults.filter(({ alert }) => left.includes(alert))).toEqual([]);
      expect(left).not.toContain('EjabberdNodeMissing e1server');
    }, 180);
  });
});
