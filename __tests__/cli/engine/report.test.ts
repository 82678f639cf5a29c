import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Durations } from '../../../cli/durations';
import { EngineReport, partName } from '../../../cli/engine/report';
import type { Unfinished } from '../../../cli/engine/unfinished';
import { Progress } from '../../../cli/progress';

test.each([
  ['null_resource.hosts_e1server_0A1B2C3D', 'host e1server'],
  ['libvirt_domain.hosts_e1server_domain_0A1B2C3D', 'host e1server_domain'],
  ['libvirt_network.networks_dmz_0A1B2C3D', 'network dmz'],
  ['null_resource.services_nfs_server_0A1B2C3D', 'service nfs_server'],
  [
    'libvirt_volume.storage_lab_psql1server_postgresql_0A1B2C3D',
    'storage lab_psql1server_postgresql',
  ],
  ['local_file.other', 'local_file.other'],
])('%s is told as %s', (address, part) => {
  expect(partName(address)).toBe(part);
});

test('parts say how long they took before, and what is awaited beside them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'report-'));
  const progress = new Progress(new Durations(join(folder, 'durations.json')));
  const lines: string[] = [];
  progress.line = (text) => lines.push(text);
  const unfinished = { begin: () => {}, end: () => {} } as unknown as Unfinished;
  const tell = (report: EngineReport, type: string, name: string, seconds?: number) => {
    const addr = `null_resource.${name}_0A1B2C3D`;
    const hook = { resource: { addr }, action: 'create', elapsed_seconds: seconds };
    report.take(JSON.stringify({ type, hook }));
  };
  const first = new EngineReport(progress, unfinished);
  for (const name of ['hosts_e1server', 'services_base']) tell(first, 'apply_start', name);
  tell(first, 'apply_complete', 'hosts_e1server', 12);
  tell(first, 'apply_errored', 'services_base', 40);
  const second = new EngineReport(progress, unfinished);
  for (const name of ['hosts_e1server', 'services_base']) tell(second, 'apply_start', name);
  rmSync(folder, { recursive: true });
  expect(lines).toEqual([
    '  … host e1server (create)',
    '  … service base (create)',
    '  ✓ host e1server (12 s); waiting for service base',
    '  ✗ service base (40 s)',
    '  … host e1server (create), about 12 s as of the last run',
    '  … service base (create)',
  ]);
});
