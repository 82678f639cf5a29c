import { backupPlans } from '../../../model/backups/plans';
import { buildStand } from '../../../model/build-stand';
import { faultsOf, onlyHosts, refuses, vary, varyHost } from '../../fixtures';
import { backups, etc, varyJobs } from './vary-jobs';

test('a stand without backups needs no backup host', () => {
  expect(() => buildStand(onlyHosts(['psql1server']))).not.toThrow();
});

test('one host can have everything but Bacula', () => {
  const roles = ['ejabberd', 'postgresql', 'etcd', 'backup'];
  expect(faultsOf(varyHost('psql1server', { roles }, onlyHosts(['psql1server'])))).toEqual([]);
});

test('two backup hosts are one fault', () => {
  const config = varyHost('mon1server', { roles: ['monitoring', 'backup'] });
  expect(faultsOf(config)).toHaveLength(1);
});

const withFileset = (fileset: object) =>
  vary({ backups: { ...backups, filesets: { ...backups.filesets, fs: fileset } } });

refuses([
  [
    'backups without a backup host',
    varyHost('bk1server', { roles: ['etcd'] }),
    ...(['backups', /no host/, /give it to a host/] as const),
  ],
  [
    'two backup hosts',
    varyHost('mon1server', { roles: ['monitoring', 'backup'] }),
    ...(['backups', /at most one host.*; got 2/, /choose the one/] as const),
  ],
  [
    'a catalog where databases are',
    varyHost(
      'bk1server',
      { roles: ['postgresql', 'backup'] },
      onlyHosts(['psql2server', 'bk1server']),
    ),
    ...(["host 'bk1server'", /catalog would lie where the databases do/, /another host/] as const),
  ],
  [
    'the backup of an unknown host',
    varyJobs({ x: { ...etc, host: 'e9server' } }),
    ...(["backup 'x'", /'e9server'/, /e1server, e2server/] as const),
  ],
  [
    'the backup of a host without a file daemon',
    varyJobs({ x: { ...etc, host: 'gw1server' } }),
    ...(["backup 'x'", /'gw1server'/, /choose from e1server/] as const),
  ],
  [
    'an unknown fileset',
    varyJobs({ x: { ...etc, fileset: 'home' } }),
    ...(["backup 'x'", /'home'/, /fs, psql, grfn/] as const),
  ],
  [
    'an unknown plan',
    varyJobs({ x: { ...etc, plan: 'yearly' } }),
    ...(["backup 'x'", /'yearly'/, /monthly, hourly/] as const),
  ],
  [
    'an inherited plan',
    varyJobs({ x: { ...etc, plan: 'constructor' } }),
    ...(["backup 'x'", /unknown plan 'constructor'/, /monthly, hourly/] as const),
  ],
  [
    'a dump into an inherited fileset',
    varyJobs({ x: { ...etc, host: 'psql1server', fileset: 'constructor', dump: true } }),
    ...(["backup 'x'", /unknown fileset 'constructor'/, /fs, psql, grfn/] as const),
  ],
  [
    'a plan of no volumes',
    varyJobs({
      x: {
        ...etc,
        plan: { ...backupPlans.monthly, full: { ...backupPlans.monthly?.full, volumes: 0 } },
      },
    }),
    ...(["backup 'x'", /full\.volumes must be a whole number from 1; got 0/, /like 3/] as const),
  ],
  [
    'a plan whose volumes are all kept when the next one is wanted',
    varyJobs({
      x: {
        ...etc,
        plan: { ...backupPlans.monthly, full: { ...backupPlans.monthly?.full, volumes: 2 } },
      },
    }),
    ...([
      "backup 'x'",
      /full\.volumes must be at least 3 .* 29 days .*; got 2/,
      /choose 3/,
    ] as const),
  ],
  [
    'a plan with another directive in a run',
    varyJobs({
      x: {
        ...etc,
        plan: { ...backupPlans.monthly, full: { ...backupPlans.monthly?.full, runs: ['1; }'] } },
      },
    }),
    ...(["backup 'x'", /'1; }'/, /on 1 at 01:00/] as const),
  ],
  [
    'a name that no volume can have',
    varyJobs({ 'a job': etc }),
    ...(["backup 'a job'", /name/, /letters/] as const),
  ],
  [
    'a dump on a host that may not read the database',
    varyJobs({ x: { ...etc, fileset: 'psql', dump: true } }),
    ...(["backup 'x'", /role postgresql.*; got 'e1server'/, /another host/] as const),
  ],
  [
    'a dump that the fileset leaves out',
    varyJobs({ x: { ...etc, host: 'psql1server', dump: true } }),
    ...(["backup 'x'", /'fs'/, /\/bacula-backup/] as const),
  ],
  [
    'a relative path',
    withFileset({ paths: ['etc'], compression: 'LZO' }),
    ...(["fileset 'fs'", /absolute.*; got 'etc'/, /like \/etc/] as const),
  ],
  [
    'an empty fileset',
    withFileset({ paths: [], compression: 'LZO' }),
    ...(["fileset 'fs'", /empty/, /at least one/] as const),
  ],
  [
    'a compression that Bacula has not',
    withFileset({ paths: ['/etc'], compression: 'ZIP' }),
    ...(["fileset 'fs'", /GZIP or LZO; got 'ZIP'/, /choose GZIP/] as const),
  ],
]);
