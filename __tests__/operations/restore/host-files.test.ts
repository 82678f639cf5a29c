import { buildStand } from '../../../model/build-stand';
import { jobOf, plainPath } from '../../../operations/restore/host-files';
import { pointTarget, timeTarget } from '../../../operations/restore/recovery';
import { shipped } from '../../fixtures';

const stand = buildStand(shipped);

test('the job is the one whose files include everything requested', () => {
  const paths = ['/etc/ejabberd/ejabberd.yml', '/etc'];
  expect(jobOf(stand, { host: 'e1server', paths }).name).toBe('e1-fs-Job');
});

test.each([
  [
    'e1server',
    '/var/lib/ejabberd',
    'no backup of e1server contains /var/lib/ejabberd; e1-fs-Job contains /etc',
  ],
  ['e1server', '/etcetera', 'no backup of e1server contains /etcetera; e1-fs-Job contains /etc'],
  ['gw1server', '/etc', 'no backup of gw1server contains /etc; it has no backup job'],
])(
  '%s:%s, which no job backs up, is refused, and what is backed up is listed',
  (host, path, message) => {
    expect(() => jobOf(stand, { host, paths: [path] })).toThrow(message);
  },
);

test('a time is passed to pgBackRest with its time zone', () => {
  const at = new Date('2030-01-02T04:04:05.5+01:00');
  expect(timeTarget(at)).toEqual({ type: 'time', value: '2030-01-02 03:04:05.500+00' });
});

test.each([
  ['/etc/t2/', '/etc/t2'],
  ['/etc//t2/../t2/./plain', '/etc/t2/plain'],
  ['/etc/t 1/a b', '/etc/t 1/a b'],
  ['/../etc', '/etc'],
  ['/', '/'],
])('%s is %s in the catalog', (path, plain) => {
  expect(plainPath(path)).toBe(plain);
});

test.each(['etc', '', './etc'])('%j is refused, since it is not absolute', (path) => {
  expect(() => plainPath(path)).toThrow(`path must be absolute; got '${path}'`);
});

test('a named point must be one that a restore has created', () => {
  const value = 'before-restore-1795655690734-timeline-3';
  expect(pointTarget(value)).toEqual({ type: 'name', value });
  for (const name of ["x'\nrestore_command = 'true", 'yesterday', '']) {
    expect(() => pointTarget(name)).toThrow(
      '--point must be a name that an earlier restore printed',
    );
  }
});
