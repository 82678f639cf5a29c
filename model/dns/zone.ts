import type { Stand } from '../stand';
import { type DnsRecord, groupedBy, presentation } from './record';
import { dnsRecords, dnsRemarks, timeToLive } from './records';

/**
 * The stand's records as a part of a zone's master file (RFC 1035, section 5). A line of a remark begins with
 * a semicolon and a blank, that of an optional record with a semicolon alone.
 */
export function zoneFragment(stand: Stand): string {
  const groups = [...groupedBy(dnsRecords(stand), ({ need, why }) => `${need}: ${why}`)];
  return [
    `; DNS records of the stand ${stand.name}. To take an optional one, remove its semicolon.`,
    ...dnsRemarks(stand).map((remark) => `; ${remark}`),
    `$ORIGIN ${stand.domain}.`,
    `$TTL ${timeToLive}`,
    ...groups.flatMap(([heading, records]) => ['', `; ${heading}`, ...records.map(line)]),
    '',
  ].join('\n');
}

function line(record: DnsRecord): string {
  return `${record.need === 'optional' ? ';' : ''}${zoneEntry(record)}`;
}

/** A record's line. */
export function zoneEntry({ name, data }: DnsRecord): string {
  return `${name} IN ${data.type} ${presentation(data)}`;
}
