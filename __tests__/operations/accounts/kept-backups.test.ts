import { keptBackups } from '../../../operations/accounts/kept-backups';
import { checkedStand } from '../../../synth/checked-stand';
import { onlyHosts, shipped, vary } from '../../fixtures';

const now = new Date('2030-01-01T12:00:00Z');
const kept = (config = shipped) => keptBackups(checkedStand(config), now);

test('the database is in dumps and base backups for five weeks, files are in the nodes’ for three months', () => {
  expect(kept()).toEqual([
    { what: 'uploaded files (e1-fs-Job)', until: '2030-04-01' },
    { what: 'uploaded files (e2-fs-Job)', until: '2030-04-01' },
    { what: 'dumps of the database (psql2-dump-Job)', until: '2030-02-05' },
    { what: 'base backups of the database (pgBackRest)', until: '2030-02-05' },
  ]);
});

test('fewer base backups keep it for a shorter time, and another calendar for one that nobody knows', () => {
  const until = (pgbackrest: object) => kept(vary({ settings: { pgbackrest } })).at(-1)?.until;
  expect(until({ pgbackrest_retention_full: 1 })).toBe('2030-01-15');
  expect(until({ pgbackrest_full_calendar: '*-*-01 02:30' })).toBeNull();
});

test.each([
  ['/var/lib/ejabberd', true],
  ['/var/lib/ejabberd/upload', true],
  ['/var', true],
  ['/var/', true],
  ['/', true],
  ['/var/lib/ejabberd-other', false],
  ['/etc', false],
])('a fileset of %s has uploaded files: %s', (path, has) => {
  const { filesets, jobs } = shipped.backups ?? {};
  const fs = { paths: [path], compression: 'LZO' };
  const backups = { filesets: { ...filesets, fs }, jobs };
  const uploads = kept(vary({ backups })).filter(({ what }) => what.startsWith('uploaded files'));
  expect(uploads.map(({ what }) => what)).toEqual(
    has ? ['uploaded files (e1-fs-Job)', 'uploaded files (e2-fs-Job)'] : [],
  );
});

test('a stand without backups keeps nothing', () => {
  expect(kept(onlyHosts(['e1server', 'psql1server', 'gw1server']))).toEqual([]);
});
