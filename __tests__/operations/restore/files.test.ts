import {
  changesOf,
  compareFiles,
  damagedFiles,
  differences,
  linkedElsewhere,
  type PresentFile,
  type RecordedFile,
  withLinks,
} from '../../../operations/restore/files';

const taken = 10_000;
const since = 5_000;
const record: RecordedFile = {
  ...{ type: 'file', mode: 0o644, owner: 0, group: 0, modified: 1000, sha1: 'a' },
};
const recorded = { '/etc/issue': record };

const present = (change: Partial<PresentFile> = {}): PresentFile => ({
  ...{ type: 'file', mode: 0o644, owner: 0, group: 0, modified: 1000, sha1: 'a' },
  ...{ changed: 0, present: change.changed ?? 0, inode: '1:1', names: 1, attributes: {} },
  ...change,
});
const at = (sha1: string, changed = 0) => ({ '/etc/issue': present({ sha1, changed }) });

test.each([
  ['is as on its host', at('a'), at('a'), { identical: 1, changed: 0, faults: [] }],
  ['was changed since', at('a'), at('b', taken + 1), { identical: 0, changed: 1, faults: [] }],
  ['was removed since', at('a'), {}, { identical: 0, changed: 1, faults: [] }],
  [
    'differs from a file that nobody has changed since',
    at('a'),
    at('b', taken - 1000),
    {
      identical: 0,
      changed: 0,
      faults: ['/etc/issue differs from the live file, which has not changed since the backup'],
    },
  ],
  [
    'differs from that of the image from which its host was made since',
    at('a'),
    { '/etc/issue': present({ sha1: 'b', changed: 0, present: taken + 1 }) },
    { identical: 0, changed: 1, faults: [] },
  ],
  [
    'was restored with other content, whenever the host was made',
    at('b'),
    { '/etc/issue': present({ sha1: 'c', changed: 0, present: taken + 1 }) },
    { identical: 0, changed: 0, faults: ['/etc/issue was restored with other content'] },
  ],
  [
    'was not restored',
    {},
    at('a'),
    { identical: 0, changed: 0, faults: ['/etc/issue was not restored'] },
  ],
  [
    'was restored with other content, but was being written',
    at('b'),
    at('c', since + 1),
    { identical: 0, changed: 1, faults: [] },
  ],
  [
    'was restored with other content, even if the host has the same',
    at('b'),
    at('b'),
    { identical: 0, changed: 0, faults: ['/etc/issue was restored with other content'] },
  ],
])('a file that %s', (_, restored, live, comparison) => {
  expect(compareFiles(recorded, restored, live, { taken, since })).toEqual(comparison);
});

test.each<[string, Partial<PresentFile>, RegExp]>([
  ['a file in the place of a link', { type: 'symbolic link' }, /another type of file/],
  ['another owner', { owner: 7 }, /another owner/],
  ['other permissions', { mode: 0o600 }, /other permissions/],
  ['other content', { sha1: 'b' }, /other content/],
])('%s counts as damage', (_, change, words) => {
  expect(damagedFiles(recorded, { '/etc/issue': present(change) })).toEqual([
    expect.stringMatching(words),
  ]);
});

test('whatever was not restored is listed by name', () => {
  const folder = { ...record, type: 'folder', sha1: null };
  expect(damagedFiles({ '/etc/empty': folder }, {})).toEqual(['/etc/empty was not restored']);
});

test.each<[string, Partial<PresentFile>, string[]]>([
  ['nothing', {}, []],
  ['where a link leads', { target: '/x' }, ['target']],
  ['the owner', { group: 7 }, ['owner']],
  ['the permissions', { mode: 0o600 }, ['permissions']],
  ['a list for access', { attributes: { 'system.posix_acl_access': '02' } }, ['attributes']],
  ['the time', { modified: 2000 }, ['time']],
  ['the type', { type: 'folder', sha1: undefined }, ['is a folder, was a file']],
])('two files can differ in %s', (_, change, words) => {
  expect(changesOf(present(), present(change))).toEqual(words);
});

test('the time of a folder is not its own', () => {
  const folder = present({ type: 'folder', sha1: undefined });
  expect(changesOf(folder, { ...folder, modified: 2000 })).toEqual([]);
});

describe('hard links', () => {
  const linked = { '/a': present(), '/b': present(), '/c': present({ inode: '1:2' }) };

  test('are reported when they no longer are any, or are those of another file', () => {
    expect(differences(linked, linked)).toEqual({});
    const apart = { ...linked, '/b': present({ inode: '1:3' }) };
    expect(differences(linked, apart)).toEqual({ '/a': ['hard links'], '/b': ['hard links'] });
  });

  test('that exist elsewhere too are reported', () => {
    const more = { ...linked, '/a': present({ names: 3 }), '/b': present({ names: 3 }) };
    expect(linkedElsewhere(linked, ['/a', '/c'])).toEqual([]);
    expect(linkedElsewhere(more, ['/a', '/c'])).toEqual(['/a']);
  });

  test('are put back together', () => {
    expect(withLinks(linked, ['/a'])).toEqual(['/a', '/b']);
    expect(withLinks(linked, ['/c'])).toEqual(['/c']);
  });
});
