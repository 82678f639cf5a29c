import { buildStand } from '../../model/build-stand';
import { hostsOf } from '../../model/topology/groups';
import { latest, type Member, rolesOf } from '../../operations/cluster';
import { shipped } from '../fixtures';

const hosts = hostsOf(buildStand(shipped), 'psqlserver');
const [one, other] = hosts;
const members = (first: [string, string], second: [string, string]): Member[] => [
  { name: 'psql1server', role: first[0], state: first[1] },
  { name: 'psql2server', role: second[0], state: second[1] },
];

test('the leader that runs is primary, and the standby that streams synchronously has everything', () => {
  const roles = rolesOf(hosts, members(['sync_standby', 'streaming'], ['leader', 'running']));
  expect(roles).toEqual({ primary: other, standbys: [one], synchronous: [one], others: [] });
});

test('a standby that streams with a delay is one, but may not have everything', () => {
  const roles = rolesOf(hosts, members(['leader', 'running'], ['replica', 'streaming']));
  expect(roles).toEqual({ primary: one, standbys: [other], synchronous: [], others: [] });
});

test('a leader that is not through with its promotion is no primary yet', () => {
  const { primary, others } = rolesOf(
    hosts,
    members(['leader', 'starting'], ['replica', 'stopped']),
  );
  expect(primary).toBeUndefined();
  expect(others).toEqual(hosts);
});

describe('when hosts disagree', () => {
  const stale = { leads: true, timeline: 3, members: [] };
  const fresh = { leads: true, timeline: 4, members: [] };
  const follower = { leads: false, timeline: 9, members: [] };

  test('the newest primary is believed, not one that was cut off', () => {
    expect(latest([stale, fresh, follower])).toBe(fresh);
    expect(latest([fresh, stale])).toBe(fresh);
  });

  test("a follower's view counts only where no host leads", () => {
    expect(latest([follower])).toBe(follower);
    expect(latest([])).toBeUndefined();
  });
});
