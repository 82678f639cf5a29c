import { buildStand } from '../../model/build-stand';
import { hostsOf } from '../../model/topology/groups';
import { candidateOf } from '../../operations/failover';
import { shipped } from '../fixtures';

const hosts = hostsOf(buildStand(shipped), 'psqlserver');
const [one, other] = hosts;
const sound = { primary: one, standbys: [other], synchronous: [other], others: [] } as never;

test('a synchronous standby takes over, whether it was named or not', () => {
  expect(candidateOf(hosts, sound)).toBe(other);
  expect(candidateOf(hosts, sound, 'psql2server')).toBe(other);
});

test('a host that is primary already is refused', () => {
  expect(() => candidateOf(hosts, sound, 'psql1server')).toThrow(
    'psql1server is primary already; choose another of psql1server, psql2server',
  );
});

test('a host without PostgreSQL is refused, with those that have it', () => {
  expect(() => candidateOf(hosts, sound, 'gw1server')).toThrow(
    "'gw1server' has no PostgreSQL; choose from psql1server, psql2server",
  );
});

test('a standby that may lack something is refused while there is a primary', () => {
  const late = { primary: one, standbys: [other], synchronous: [], others: [] } as never;
  expect(() => candidateOf(hosts, late)).toThrow('no host can take over without loss');
  expect(() => candidateOf(hosts, late, 'psql2server')).toThrow('psql2server cannot take over');
});

test('without a primary any standby is better than none', () => {
  const headless = {
    primary: undefined,
    standbys: [other],
    synchronous: [],
    others: [one],
  } as never;
  expect(candidateOf(hosts, headless)).toBe(other);
});
