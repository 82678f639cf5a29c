import { type DnsRecord, presentation } from '../../model/dns/record';
import { dnsRecords, dnsRemarks, timeToLive } from '../../model/dns/records';
import { isPublic } from '../../model/services/ejabberd';
import type { Stand } from '../../model/stand';

/** What `./stand dns --json` prints; see docs/reference/dns.schema.json. */
export interface DnsReport {
  readonly version: 1;
  readonly stand: string;
  readonly domain: string;
  readonly public: boolean;
  readonly ttl: number;
  readonly records: readonly ReportedRecord[];
  readonly remarks: readonly string[];
}

interface ReportedRecord {
  readonly name: string;
  readonly type: string;
  readonly data: string;
  readonly need: DnsRecord['need'];
  readonly why: string;
}

export function dnsReport(stand: Stand): DnsReport {
  return {
    version: 1,
    stand: stand.name,
    domain: stand.domain,
    public: isPublic(stand),
    ttl: timeToLive,
    records: dnsRecords(stand).map(({ name, data, need, why }) => ({
      ...{ name, type: data.type, data: presentation(data), need, why },
    })),
    remarks: dnsRemarks(stand),
  };
}

/** The same for people: a line for each record, then the remarks. */
export function dnsTable({ records, remarks }: DnsReport): string {
  const rows = records.map(({ need, name, type, data, why }) => [need, name, type, data, why]);
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...rows.map((row) => (row[column] as string).length)),
  );
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)));
  return [...lines.map((cells) => cells.join('  ')), '', ...remarks, ''].join('\n');
}
