import { monitoringProbes } from '../../../checks/monitoring';
import { ruleNames } from '../../../checks/monitoring/rules';
import { buildStand } from '../../../model/build-stand';
import { scrapeJobs } from '../../../model/services/metrics';
import { hostOf, onlyHosts, shipped } from '../../fixtures';
import { answering, look } from '../answers';

const stand = buildStand(shipped, { grafana: 'it cannot be had' });
const targets = scrapeJobs(stand, hostOf(stand, 'mon1server')).flatMap(
  ({ name: job, targets: of }) => of.map(({ host }) => ({ job, host, health: 'up', error: '' })),
);
const rules = ruleNames().map((name) => ({ name, health: 'ok', error: '' }));
const watchdog = { name: 'Watchdog', host: '', summary: 'Alerts arrive' };
const sound = { targets, rules, alerts: [watchdog], grafana: null };

function find(what: string, answer: object, on = stand) {
  const { tools, asked } = answering({ 'monitoring.py': { ...sound, ...answer } });
  return { found: look(monitoringProbes(on, tools), `${what} on mon1server`), asked };
}

test.each(['targets', 'rules', 'Watchdog', 'alerts'])('of a sound stand %s hold', async (what) => {
  expect(await find(what, {}).found).toMatchObject({ ok: true });
});

test('a target that is down is reported with the reason', async () => {
  const [first, ...others] = targets;
  const down = { ...first, job: 'etcd', host: 'bk1server', health: 'down', error: 'refused' };
  const { ok, saw } = await find('targets', { targets: [down, ...targets] }).found;
  expect({ ok, saw }).toEqual({ ok: false, saw: 'etcd of bk1server: refused' });
  expect(await find('targets', { targets: others }).found).toEqual({
    ok: false,
    saw: `${first?.job} of ${first?.host} is not scraped`,
  });
});

test('a rule that is not loaded, or does not work, is reported by its name', async () => {
  const [first, second] = rules;
  const sick = { ...second, health: 'err', error: 'many-to-many matching' };
  const { found } = find('rules', { rules: [sick, ...rules.slice(2)] });
  expect(await found).toEqual({
    ok: false,
    saw: `${second?.name}: many-to-many matching; ${first?.name} is not loaded`,
  });
});

test('the watchdog alone must be raised', async () => {
  const other = { name: 'DiskFull', host: 'e1server', summary: '/ of e1server has only 1 % left' };
  expect(await find('Watchdog', { alerts: [other] }).found).toMatchObject({ ok: false });
  expect(await find('alerts', { alerts: [watchdog, other] }).found).toEqual({
    ok: false,
    saw: 'DiskFull: / of e1server has only 1 % left',
  });
});

test('what does not answer fails only the probes that want it', async () => {
  const answer = { alerts: { fault: 'Connection refused' } };
  expect(await find('alerts', answer).found).toEqual({ ok: false, saw: 'Connection refused' });
  expect(await find('targets', answer).found).toMatchObject({ ok: true });
});

test('Grafana is asked where the stand has it', async () => {
  const whole = buildStand(shipped);
  const well = { grafana: { database: 'ok', version: '11.4.0' } };
  const { found, asked } = find('Grafana', well, whole);
  expect(await found).toEqual({ ok: true, saw: 'Grafana 11.4.0, database ok' });
  expect(asked[0]?.argument).toMatchObject({ grafana: 3000 });
  const names = monitoringProbes(stand, answering({}).tools).map(({ name }) => name);
  expect(names).not.toContain('Grafana on mon1server');
});

test('a stand without a monitoring host has no such probe', () => {
  const without = buildStand(onlyHosts(['gw1server']));
  expect(monitoringProbes(without, answering({}).tools)).toEqual([]);
});
