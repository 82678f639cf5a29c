import { readStatus } from '../../checks/host-status';
import { buildStand } from '../../model/build-stand';
import { unitsOf } from '../../model/services/service';
import { hostsOf } from '../../model/topology/groups';
import { hostOf, shipped } from '../fixtures';

const stand = buildStand(shipped);
const unitsOn = (name: string) =>
  stand.services
    .filter(({ group }) => hostsOf(stand, group).includes(hostOf(stand, name)))
    .flatMap((service) => unitsOf(service, stand));

/** The status of a host when every host answers so. */
async function statusOf(name: string, answer: { code: number; lines: readonly string[] }) {
  const hosts = await readStatus(stand, async () => answer);
  return hosts.find((host) => host.name === name);
}

const well = (name: string) => ({ code: 0, lines: unitsOn(name).map(() => 'active') });

test('a host is healthy when all its units are active and none has failed', async () => {
  const { failed, healthy, units } = (await statusOf('bk1server', well('bk1server'))) ?? {};
  expect({ failed, healthy }).toEqual({ failed: [], healthy: true });
  expect(units?.map(({ name }) => name)).toEqual(unitsOn('bk1server'));
});

test('a unit that failed makes a host unhealthy, whosever it is', async () => {
  const answer = well('bk1server');
  const lines = [...answer.lines, 'other.service loaded failed failed Another'];
  const status = await statusOf('bk1server', { ...answer, lines });
  expect(status).toMatchObject({ failed: ['other.service'], healthy: false, reachable: true });
});

test('what outlives a host is told, and what does not although it should', async () => {
  const { lines } = well('bk1server');
  const kept = ['keeps /srv', 'keeps /var/lib/postgresql'];
  const status = await statusOf('bk1server', { code: 0, lines: [...lines, ...kept] });
  expect(status?.keeps).toEqual(['/srv', '/var/lib/postgresql']);
  expect(status?.failed).toEqual([]);
  expect(status?.notes).toContain("/var/lib/bacula is on the host's own disk, and lost with it");
});

test('a host without an answer is unreachable', async () => {
  const status = await statusOf('bk1server', { code: 255, lines: [] });
  expect(status).toMatchObject({ healthy: false, reachable: false, units: [] });
});

test('notes say where the lab stands in for NFS, on the hosts that would have it', async () => {
  const hosts = await readStatus(stand, async () => ({ code: 255, lines: [] }));
  const told = hosts.filter(({ notes }) => notes.some((note) => note.includes('no NFS')));
  expect(told.map(({ name }) => name)).toEqual(['psql1server', 'psql2server', 'bk1server']);
});
