import { hostsProbes } from '../../../checks/hosts';
import { buildStand } from '../../../model/build-stand';
import { certified, exposed } from '../../fixtures';
import { answering, look } from '../answers';

const directory = 'https://acme-v02.api.letsencrypt.org/directory';
const day = 86_400;

/** What comes of what the first node says, as its certificate's times are in days from now. */
function seen(obtained: boolean, days: readonly number[], error: string | null = null) {
  const now = Date.now() / 1000 + 60;
  const [expires, due, late] = days.map((count) => now + count * day);
  const remedy = error && 'Wait.';
  const status = { obtained, directory, expires, due, late, error, remedy };
  const { tools } = answering({ 'acme.py': status });
  return look(hostsProbes(buildStand(certified), tools), 'certificate of the domain on e1server');
}

test('a certificate that is renewed in time is sound, also while the authority has no time for it', async () => {
  expect(await seen(true, [80, 50, 58])).toEqual({
    ok: true,
    saw: 'it expires in 80 days, and is renewed in 50 days',
  });
  expect(await seen(true, [29, -1, 6], 'try\nlater')).toEqual({
    ok: true,
    saw: 'it expires in 29 days, and is renewed within the hour: try later; Wait.',
  });
});

test('one that is late is not, nor none at all, and what the authority said is told', async () => {
  expect(await seen(true, [20, -10, -2], 'rateLimited')).toEqual({
    ok: false,
    saw: 'it expires in 20 days, and should have been renewed: rateLimited; Wait.',
  });
  expect(await seen(true, [-1, -31, -20])).toMatchObject({
    ok: false,
    saw: expect.stringMatching(/^it has expired/),
  });
  expect(await seen(false, [], 'unauthorized')).toEqual({
    ok: false,
    saw: `none from ${directory} yet: unauthorized; Wait.`,
  });
});

test('a stand with certificates of its own has no such probe', () => {
  const names = hostsProbes(buildStand(exposed), answering({}).tools).map(({ name }) => name);
  expect(names.filter((name) => name.startsWith('certificate of the domain'))).toEqual([]);
});
