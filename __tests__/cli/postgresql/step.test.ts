import { isOnTheWayBack, requireEarlier } from '../../../cli/postgresql/step';
import { buildStand } from '../../../model/build-stand';
import { hostsOf } from '../../../model/topology/groups';
import { formerPrimary, type HostVersions } from '../../../operations/major-way';
import { shipped } from '../../fixtures';

const [first, second] = hostsOf(buildStand(shipped), 'psqlserver');

/** What both hosts say, the second one with something else. */
function versions(current: number, other: Partial<HostVersions> = {}): HostVersions[] {
  const said = { codename: 'trixie', current, left: {}, aside: [] };
  return [
    { ...said, host: first as HostVersions['host'] },
    { ...said, host: second as HostVersions['host'], ...other },
  ];
}

test('a cluster is converted from the version that it has', () => {
  expect(requireEarlier(versions(15), 17, 'trixie')).toBe(15);
});

test('one that was converted in part goes on from what the others have', () => {
  expect(requireEarlier(versions(15, { current: 17 }), 17, 'trixie')).toBe(15);
});

test('one of a later version is not converted: a way leads back', () => {
  expect(() => requireEarlier(versions(17), 15, 'trixie')).toThrow(
    /^PostgreSQL 15 is described, but 17 runs; to go back: .* --back; nothing was changed$/,
  );
});

test('hosts of another release get that first', () => {
  expect(() => requireEarlier(versions(15, { codename: 'bookworm' }), 17, 'trixie')).toThrow(
    /psql2server \(bookworm\); first run \.\/stand upgrade release/,
  );
});

test('the way back begins where the primary was', () => {
  const converted = versions(17, { left: { 15: '2030-01-02T03:04:05+00:00' } });
  expect(formerPrimary(converted, 15)).toBe(second);
  expect(formerPrimary(converted, 13)).toBeUndefined();
});

test.each([
  ['all hosts have the version, and none was left for it', versions(15), false],
  ['no host has it', versions(17), false],
  ['one has it yet', versions(17, { current: 15 }), true],
  ['all have it, and what they had is aside', versions(15, { aside: [17] }), true],
  ['all have it, and what is aside is older', versions(15, { aside: [13] }), false],
])('where %s, the way back has begun: %#', (_, seen, expected) => {
  expect(isOnTheWayBack(seen, 15)).toBe(expected);
});
