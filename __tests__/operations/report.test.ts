import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { saveReport } from '../../operations/report';

test('a report is kept under its date and its name, in folders that are made', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'reports-')), 'new');
  const report = {
    version: 1,
    operation: 'drill restore',
    stand: 'messaging',
    at: '2030-01-02T03:04:05.678Z',
    seconds: 1,
    ok: true,
  } as const;
  const file = saveReport(folder, report);
  expect(file).toBe(join(folder, '2030-01-02T03-04-05Z-drill-restore.json'));
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(report);
});
