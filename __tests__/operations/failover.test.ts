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

test('the host that is already primary is refused', () => {
  expect(() => candidateOf(hosts, sound, 'psql1server')).toThrow(
    "--to must be a standby; got 'psql1server', which is already the primary",
  );
});

test('a host without PostgreSQL is refused, and the hosts with it are listed', () => {
  expect(() => candidateOf(hosts, sound, 'gw1server')).toThrow(
    "--to must be a host with PostgreSQL (psql1server, psql2server); got 'gw1server'",
  );
});

test('a standby that may lack data is refused while there is a primary', () => {
  const late = { primary: one, standbys: [other], synchronous: [], others: [] } as never;
  expect(() => candidateOf(hosts, late)).toThrow('no host can take over without losing data');
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
