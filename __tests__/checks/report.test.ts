import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { probesOf } from '../../checks';
import { probeGroups } from '../../checks/probe';
import { type Report, table, verdict } from '../../checks/report';
import { runProbes } from '../../checks/run';
import { buildStand } from '../../model/build-stand';
import { bookworm, fourPostgresql, onlyHosts, shipped, threeNodes } from '../fixtures';
import { answering } from './answers';

const file = join(__dirname, '../../docs/reference/check.schema.json');
const schema = JSON.parse(readFileSync(file, 'utf8'));
const validate = new Ajv2020({ allErrors: true, formats: { 'date-time': true } }).compile(schema);

/** The report of a stand of which nothing answers. */
async function silence(): Promise<Report> {
  const probes = await runProbes(probesOf(buildStand(shipped), answering({}).tools), 60);
  return { version: 1, stand: 'x', at: new Date().toISOString(), seconds: 1, ok: false, probes };
}

test('a report is as its schema says', async () => {
  const report = JSON.parse(JSON.stringify(await silence()));
  expect(validate(report) || validate.errors).toBe(true);
  expect(schema.properties.probes.items.properties.group.enum).toEqual(probeGroups);
});

test.each([
  ['another version', { version: 2 }],
  ['no time', { at: undefined }],
  ['a probe without a finding', { probes: [{ group: 'hosts', name: 'units' }] }],
])('the schema refuses %s', async (_, change) => {
  expect(validate(JSON.parse(JSON.stringify({ ...(await silence()), ...change })))).toBe(false);
});

test('where no host of a stand answers, every probe fails', async () => {
  expect((await silence()).probes.filter(({ ok }) => ok)).toEqual([]);
});

test.each([
  ['the shipped stand', shipped],
  ['Debian 12', bookworm],
  ['three nodes', threeNodes],
  ['four PostgreSQL hosts', fourPostgresql],
  ['a single host', onlyHosts(['mon1server'])],
])('names of probes are unique: %s', (_, config) => {
  const names = probesOf(buildStand(config), answering({}).tools).map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
  expect(names).toContain('units of mon1server');
});

test('groups are those that were asked for', () => {
  const { tools } = answering({});
  const probes = probesOf(buildStand(shipped), tools, ['monitoring', 'hosts']);
  expect([...new Set(probes.map(({ group }) => group))]).toEqual(['hosts', 'monitoring']);
});

describe('the report for people', () => {
  const outcome = {
    group: 'hosts' as const,
    name: 'disks of e1server',
    ok: true,
    saw: '/ has 40 % free',
    expected: '15 % are free',
    next: "./stand ssh e1server -- 'df'",
    seconds: 1.25,
  };
  const report = (...probes: Report['probes']): string =>
    table({
      ...{ version: 1, stand: 'x', at: '', seconds: 2 },
      ok: probes.every(({ ok }) => ok),
      probes,
    });

  it('says in a line what holds', () => {
    const text = report(outcome);
    expect(text).toMatch(/✓ disks of e1server +1\.3 s {2}\/ has 40 % free\n/);
    expect(text).toContain('all 1 probes passed (2.0 s)');
    expect(text).not.toContain('next');
  });

  it('is short where what holds is of no interest', () => {
    const two = [outcome, { ...outcome, name: 'disks of e2server' }];
    const all = { version: 1, stand: 'x', at: '', seconds: 2, ok: true, probes: two } as const;
    expect(verdict(all)).toBe('all 2 probes passed (2.0 s)\n');
  });

  it('ends with all there is to know of what failed', () => {
    const failed = { ...outcome, name: 'disks of e2server', ok: false, saw: '/ has 1 % free' };
    const text = report(failed, outcome);
    expect(text.split('\n').slice(-8)).toEqual([
      '',
      '✗ hosts: disks of e2server',
      '    expected  15 % are free',
      '    saw       / has 1 % free',
      "    next      ./stand ssh e1server -- 'df'",
      '',
      '1 of 2 probes failed (2.0 s)',
      '',
    ]);
  });
});
