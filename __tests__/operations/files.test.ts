import { compareFiles } from '../../operations/files';

const taken = 10_000;
const since = 5_000;
const at = (sha1: string, changed = 0) => ({ '/etc/issue': { sha1, changed } });
const recorded = { '/etc/issue': 'a' };

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
      faults: ["/etc/issue differs from its host's, which has not changed since"],
    },
  ],
  [
    'did not come back',
    {},
    at('a'),
    { identical: 0, changed: 0, faults: ['/etc/issue was not restored'] },
  ],
  [
    'came back as something else, and was being written',
    at('b'),
    at('c', since + 1),
    { identical: 0, changed: 1, faults: [] },
  ],
  [
    'came back as something else, also where the host has that too',
    at('b'),
    at('b'),
    { identical: 0, changed: 0, faults: ['/etc/issue is not what was backed up'] },
  ],
])('a file that %s', (_, restored, live, comparison) => {
  expect(compareFiles(recorded, restored, live, { taken, since })).toEqual(comparison);
});
