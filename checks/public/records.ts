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
  return sets.map((records, index) => {
    const [{ name, data }] = records;
    const site = `${stand.domain}.`;
    // The domain itself may lead to a web site that is elsewhere.
    const isAnyRight = data.type === 'A' && name === site;
    return {
      group: 'public',
      name: `record ${data.type} of ${name}`,
      expected: isAnyRight
        ? 'there is one'
        : records.map((one) => presentation(one.data)).join(', '),
      next: './stand dns --zone',
      run: async () => {
        const answers = await tools.askHere('resolve.py', { resolver, questions });
        const answer = (answers as Answer[])[index] as Answer;
        if ('error' in answer) return { ok: false, saw: answer.error };
        return isAnyRight && answer.length > 0
          ? { ok: true, saw: answer.join(', ') }
          : judge(records, answer);
      },
    };
  });
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
