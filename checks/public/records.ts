import { type DnsRecord, groupedBy, presentation } from '../../model/dns/record';
import { dnsRecords } from '../../model/dns/records';
import { zoneEntry } from '../../model/dns/zone';
import { isPublic } from '../../model/services/ejabberd';
import type { Stand } from '../../model/stand';
import type { Finding, Probe } from '../probe';
import type { Tools } from '../tools';

/** Records of one name and type, which are answered together. */
type RecordSet = readonly [DnsRecord, ...DnsRecord[]];

/** What a resolver answered for a name and a type; see guest/resolve.py. */
type Answer = readonly string[] | { readonly error: string };

/**
 * A probe for each name and type that clients or other servers look up.
 * @param resolver address of the one that is asked; null for the system's, undefined for none
 */
export function recordProbes(stand: Stand, tools: Tools, resolver?: string | null): Probe[] {
  if (resolver === undefined || !isPublic(stand)) return [];
  const needed = dnsRecords(stand).filter(({ need }) => need !== 'optional');
  const sets = [...groupedBy(needed, ({ name, data }) => `${name} ${data.type}`).values()];
  const questions = sets.map(([{ name, data }]) => [name, data.type]);
  // The domain itself may lead to a web site that is elsewhere, which need not have an address by IPv6.
  const isSite = ([{ name, data }]: RecordSet, type: 'A' | 'AAAA') =>
    name === `${stand.domain}.` && data.type === type;
  const site = sets.findIndex((records) => isSite(records, 'A'));
  return sets.map((records, index) => {
    const [{ name, data }] = records;
    const isAnyRight = isSite(records, 'A');
    return {
      group: 'public',
      name: `record ${data.type} of ${name}`,
      expected: isAnyRight
        ? 'there is one'
        : records.map((one) => presentation(one.data)).join(', '),
      next: './stand dns --zone',
      run: async () => {
        const answers = (await tools.askHere('resolve.py', { resolver, questions })) as Answer[];
        const answer = answers[index] as Answer;
        if ('error' in answer) return { ok: false, saw: answer.error };
        if (isAnyRight && answer.length > 0) return { ok: true, saw: answer.join(', ') };
        return isSite(records, 'AAAA') && isElsewhere(sets[site], answers[site])
          ? { ok: true, saw: answer.join(', ') || 'none, as the domain leads elsewhere' }
          : judge(records, answer);
      },
    };
  });
}

/** Whether something is answered, and none of the records. */
function isElsewhere(records: RecordSet | undefined, answer: Answer | undefined): boolean {
  if (!records || !answer || 'error' in answer || answer.length === 0) return false;
  return !records.some(({ data }) => answer.includes(presentation(data)));
}

function judge(records: RecordSet, found: readonly string[]): Finding {
  const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
  const lacking = records.filter(
    ({ data }) => !found.some((one) => isSame(one, presentation(data))),
  );
  const [{ name, data }] = records;
  // Whom else the domain's owner lets issue certificates is not for the stand to say.
  const isWrong = (one: string) =>
    data.type !== 'CAA' && !records.some((record) => isSame(one, presentation(record.data)));
  const wrong = found.filter(isWrong);
  const faults = [
    ...wrong.map((one) => `remove ${name} IN ${data.type} ${one}`),
    ...lacking.map((record) => `add ${zoneEntry(record)}`),
  ];
  return { ok: faults.length === 0, saw: faults.join('; ') || found.join(', ') };
}
