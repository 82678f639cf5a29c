import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { needs } from '../../support/needs';
import { collect, files, folder, program } from './collect';

const test = needs('python3');

describe('pgbackrest', () => {
  /** What `pgbackrest info` says of a stanza with two full backups, a differential and a torn one. */
  const backup = (type: string, stop: number, size: number, delta: number, error = false) => ({
    type,
    error,
    timestamp: { start: stop - 3, stop },
    info: { delta: size, size, repository: { delta, size: delta } },
  });
  const info = {
    name: 'stand',
    status: { code: 0, message: 'ok' },
    backup: [
      backup('full', 100, 9000, 900),
      backup('full', 200, 9100, 910),
      backup('diff', 300, 9200, 20),
      backup('diff', 400, 9300, 30, true),
    ],
  };
  const says = (answer: object) => program('pgbackrest', `echo '${JSON.stringify([answer])}'`);

  test('tells the last good backup of each type, and what all take', () => {
    says(info);
    expect(collect('pgbackrest', 'stand')).toEqual({
      status: 0,
      metrics: {
        'pgbackrest_stanza_ok{stanza="stand"}': '1',
        'pgbackrest_backup_last_timestamp_seconds{stanza="stand",type="full"}': '200',
        'pgbackrest_backup_last_timestamp_seconds{stanza="stand",type="diff"}': '300',
        'pgbackrest_backup_last_size_bytes{stanza="stand",type="full"}': '9100',
        'pgbackrest_backup_last_size_bytes{stanza="stand",type="diff"}': '9200',
        'pgbackrest_repository_size_bytes{stanza="stand"}': '1830',
      },
    });
  });

  test('finds a stanza without a backup usable', () => {
    says({ ...info, status: { code: 2, message: 'no valid backups' }, backup: [] });
    const { metrics } = collect('pgbackrest', 'stand');
    expect(metrics['pgbackrest_stanza_ok{stanza="stand"}']).toBe('1');
    expect(Object.keys(metrics).filter((name) => name.includes('backup_last'))).toEqual([]);
  });

  test.each([
    ['a missing stanza', `echo '[{"name":"stand","status":{"code":1},"backup":[]}]'`],
    ['another stanza', `echo '[{"name":"other","status":{"code":0},"backup":[]}]'`],
    ['nothing', 'exit 1'],
    ['nonsense', 'echo ERROR'],
  ])('does not take %s for a usable one', (_, script) => {
    program('pgbackrest', script);
    expect(collect('pgbackrest', 'stand')).toEqual({
      status: 0,
      metrics: { 'pgbackrest_stanza_ok{stanza="stand"}': '0' },
    });
  });

  test('is the only one to wait for a repository that hangs', () => {
    program('pgbackrest', `echo $$ > ${folder}/pid; exec sleep 60 > /dev/null`);
    const impatient = join(folder, 'impatient');
    const source = readFileSync(join(files, 'pgbackrest'), 'utf8');
    writeFileSync(impatient, source.replace('TIMEOUT = 15', 'TIMEOUT = 1'));
    chmodSync(impatient, 0o755);
    const unusable = { status: 0, metrics: { 'pgbackrest_stanza_ok{stanza="stand"}': '0' } };
    expect(collect(impatient, 'stand')).toEqual(unusable);
    rmSync(join(folder, 'pid'));
    // Holds the lock as a process does that cannot be killed.
    const holder = `exec 9> ${folder}/pgbackrest.lock; flock 9; exec sleep 5`;
    const { pid } = spawnSync('sh', ['-c', `(${holder}) > /dev/null 2>&1 & echo $!; sleep 0.2`]);
    expect(pid).toBeGreaterThan(0);
    expect(collect(impatient, 'stand')).toEqual(unusable);
    // It was not even asked.
    expect(() => readFileSync(join(folder, 'pid'))).toThrow();
  });
});

describe('bacula', () => {
  const catalog = {
    ends: [{ name: 'e1-fs-Job', level: 'F', time: 100 }],
    runs: [
      { name: 'e1-fs-Job', good: false, jobbytes: 10, jobfiles: 2 },
      { name: 'e2-fs-Job', good: true, jobbytes: 20, jobfiles: 3 },
    ],
    pools: [{ name: 'e1-fs-Full', volumes: 1, bytes: 1000, room: 3000, volume: 2000 }],
  };

  test('tells of each job its last run, and of each pool its volumes', () => {
    program('psql', `echo '${JSON.stringify(catalog)}'`);
    program('bconsole', 'exit 0');
    expect(collect('bacula', 'e1-fs-Job=86400').metrics).toEqual({
      'bacula_director_up{}': '1',
      'bacula_catalog_up{}': '1',
      'bacula_job_schedule_seconds{job="e1-fs-Job"}': '86400',
      'bacula_job_last_end_timestamp_seconds{job="e1-fs-Job",level="full"}': '100',
      'bacula_job_last_success{job="e1-fs-Job"}': '0',
      'bacula_job_last_success{job="e2-fs-Job"}': '1',
      'bacula_job_last_bytes{job="e1-fs-Job"}': '10',
      'bacula_job_last_bytes{job="e2-fs-Job"}': '20',
      'bacula_job_last_files{job="e1-fs-Job"}': '2',
      'bacula_job_last_files{job="e2-fs-Job"}': '3',
      'bacula_pool_volumes{pool="e1-fs-Full"}': '1',
      'bacula_pool_bytes{pool="e1-fs-Full"}': '1000',
      'bacula_pool_room_bytes{pool="e1-fs-Full"}': '3000',
      'bacula_pool_volume_bytes{pool="e1-fs-Full"}': '2000',
    });
  });

  test('works with a catalog in which nothing ran', () => {
    program('psql', `echo '{"ends": null, "runs": null, "pools": null}'`);
    program('bconsole', 'exit 1');
    expect(collect('bacula', 'e1-fs-Job=86400')).toEqual({
      status: 0,
      metrics: {
        'bacula_director_up{}': '0',
        'bacula_catalog_up{}': '1',
        'bacula_job_schedule_seconds{job="e1-fs-Job"}': '86400',
      },
    });
  });

  test('tells of a catalog that does not answer', () => {
    program('psql', 'echo "no such database" >&2; exit 2');
    program('bconsole', 'exit 0');
    expect(collect('bacula').metrics).toEqual({
      'bacula_director_up{}': '1',
      'bacula_catalog_up{}': '0',
    });
  });
});
