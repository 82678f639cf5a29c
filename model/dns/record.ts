/** What a record says, by its type. */
export type RecordData =
  | { readonly type: 'A' | 'AAAA'; readonly address: string }
  | {
      readonly type: 'SRV';
      readonly priority: number;
      readonly weight: number;
      readonly port: number;
      /** Absolute, with the dot at its end. */
      readonly target: string;
    }
  | { readonly type: 'TXT'; readonly text: string }
  | {
      readonly type: 'CAA';
      readonly flags: number;
      readonly tag: string;
      readonly value: string;
    };

export const needs = ['required', 'recommended', 'optional'] as const;

/** A DNS record of the stand. */
export interface DnsRecord {
  /** Absolute, with the dot at its end. */
  readonly name: string;
  readonly data: RecordData;
  readonly need: (typeof needs)[number];
  /** What it is for, in one line. */
  readonly why: string;
}

/** A record of a name, which is absolute though it is given without the dot at its end. */
export function record(
  name: string,
  need: DnsRecord['need'],
  why: string,
  data: RecordData,
): DnsRecord {
  return { name: absolute(name), data, need, why };
}

/** A name with the dot at its end. */
export function absolute(name: string): string {
  return `${name}.`;
}

/** Records by a key, each key and each group in their order. */
export function groupedBy(
  records: readonly DnsRecord[],
  keyOf: (record: DnsRecord) => string,
): Map<string, [DnsRecord, ...DnsRecord[]]> {
  const groups = new Map<string, [DnsRecord, ...DnsRecord[]]>();
  for (const record of records) {
    const key = keyOf(record);
    const known = groups.get(key);
    if (known) known.push(record);
    else groups.set(key, [record]);
  }
  return groups;
}

/** A record's data as a master file has it. @see RFC 1035, section 5.1 */
export function presentation(data: RecordData): string {
  switch (data.type) {
    case 'A':
    case 'AAAA':
      return data.address;
    case 'SRV':
      return `${data.priority} ${data.weight} ${data.port} ${data.target}`;
    case 'TXT':
      return strings(data.text).map(quoted).join(' ');
    case 'CAA':
      return `${data.flags} ${data.tag} ${quoted(Buffer.from(data.value))}`;
  }
}

/** Most bytes of a character string, of which a TXT record has as many as it takes. */
const longest = 255;

function strings(text: string): Buffer[] {
  const bytes = Buffer.from(text);
  const count = Math.max(1, Math.ceil(bytes.length / longest));
  return Array.from({ length: count }, (_, index) =>
    bytes.subarray(index * longest, (index + 1) * longest),
  );
}

function quoted(bytes: Buffer): string {
  const characters = [...bytes].map((byte) => {
    const character = String.fromCharCode(byte);
    if (/["\\]/.test(character)) return `\\${character}`;
    return /[ -~]/.test(character) ? character : `\\${String(byte).padStart(3, '0')}`;
  });
  return `"${characters.join('')}"`;
}
