import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { dnsReport, dnsTable } from '../../../cli/dns/report';
import { buildStand } from '../../../model/build-stand';
import { dual, exposed, shipped, threeNodes } from '../../fixtures';

const file = join(__dirname, '../../../docs/reference/dns.schema.json');
const validate = new Ajv2020({ allErrors: true }).compile(JSON.parse(readFileSync(file, 'utf8')));
const report = dnsReport(buildStand(exposed));

test.each([
  ['the shipped stand', shipped],
  ['three nodes', threeNodes],
  ['a public network', exposed],
  ['IPv6', dual],
])('a report is as its schema says: %s', (_, config) => {
  const written = JSON.parse(JSON.stringify(dnsReport(buildStand(config))));
  expect(validate(written) || validate.errors).toBe(true);
});

const [first] = report.records;

test.each([
  ['another version', { version: 2 }],
  ['no word of who reaches it', { public: undefined }],
  ['no record', { records: [] }],
  ['a name that is not absolute', { records: [{ ...first, name: 'domain.local' }] }],
  ['a need without a name', { records: [{ ...first, need: 'nice' }] }],
  ['a record without a reason', { records: [{ ...first, why: undefined }] }],
])('the schema refuses %s', (_, change) => {
  expect(validate(JSON.parse(JSON.stringify({ ...report, ...change })))).toBe(false);
});

test('people get a line for each record, in columns, and the remarks below', () => {
  const lines = dnsTable(report).split('\n');
  const rows = lines.slice(0, report.records.length);
  rows.forEach((row, index) => {
    const { need, name, type, data, why } = report.records[
      index
    ] as (typeof report.records)[number];
    expect(row.split(/ {2,}/)).toEqual([need, name, type, data, why]);
  });
  expect(new Set(rows.map((row) => row.search(/ (A|SRV|TXT|CAA) /))).size).toBe(1);
  expect(lines.slice(report.records.length)).toEqual(['', ...report.remarks, '']);
});
