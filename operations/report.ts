import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What every report begins with. */
export interface ReportHead {
  /** Version of the report's format; it grows when a change breaks programs that read reports. */
  readonly version: 1;
  readonly operation: string;
  readonly stand: string;
  /** When it began, as ISO 8601. */
  readonly at: string;
  readonly seconds: number;
  readonly ok: boolean;
}

/** Saves a report under its date. @returns its file */
export function saveReport(folder: string, report: ReportHead): string {
  mkdirSync(folder, { recursive: true });
  const moment = report.at.replace(/\.\d+Z$/, 'Z').replaceAll(':', '-');
  const file = join(folder, `${moment}-${report.operation.replaceAll(' ', '-')}.json`);
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  return file;
}
