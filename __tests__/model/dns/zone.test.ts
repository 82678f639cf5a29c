import fc from 'fast-check';
import { buildStand } from '../../../model/build-stand';
import type { StandConfig } from '../../../model/description/config';
import { type DnsRecord, presentation, type RecordData } from '../../../model/dns/record';
import { dnsRecords } from '../../../model/dns/records';
import { zoneFragment } from '../../../model/dns/zone';
import { dual, exposed, shipped, threeNodes, vary } from '../../fixtures';
import { type Entry, readZone, words } from './zone-file';

const zoneOf = (config: StandConfig) => zoneFragment(buildStand(config));

/** The entry that a record should be. */
function entryOf({ name, data }: DnsRecord): Entry {
  return { name, type: data.type, data: wordsOf(data) };
}

function wordsOf(data: RecordData): (string | Buffer)[] {
  switch (data.type) {
    case 'A':
    case 'AAAA':
      return [data.address];
    case 'SRV':
      return [`${data.priority}`, `${data.weight}`, `${data.port}`, data.target];
    case 'TXT':
      return [Buffer.from(data.text)];
    case 'CAA':
      return [`${data.flags}`, data.tag, Buffer.from(data.value)];
  }
}

/** What the zone has when all optional records are taken. */
const taken = (zone: string) => zone.replaceAll(/^;(?! )/gm, '');

const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,20}[a-z0-9])?$/);
const domain = fc
  .array(label, { minLength: 2, maxLength: 8 })
  .map((labels) => labels.join('.'))
  .filter((text) => !text.includes('xn--') && text.length <= 150);

test.each([
  ['the shipped stand', shipped],
  ['three nodes', threeNodes],
  ['a public network', exposed],
  ['IPv6', dual],
])('a zone’s file has what is needed, and what is optional as comments: %s', (_, config) => {
  const records = dnsRecords(buildStand(config));
  const needed = records.filter(({ need }) => need !== 'optional');
  const zone = zoneOf(config);
  expect(readZone(zone).entries).toEqual(needed.map(entryOf));
  expect(readZone(taken(zone)).entries).toEqual(records.map(entryOf));
});

test('it says of each record whether it is needed, and why', () => {
  const lines = zoneOf(exposed).split('\n');
  for (const { name, data, need, why } of dnsRecords(buildStand(exposed))) {
    const entry = `${name} IN ${data.type} ${presentation(data)}`;
    const place = lines.indexOf(need === 'optional' ? `;${entry}` : entry);
    const heading = lines
      .slice(0, place)
      .reverse()
      .find((line) => /^; (req|rec|opt)/.test(line));
    expect(heading).toBe(`; ${need}: ${why}`);
  }
});

test('whatever the domain is called, the file can be read and all its names are absolute', () => {
  fc.assert(
    fc.property(domain, (name) => {
      const config = vary({ domain: name }, exposed);
      const { origin, ttl, entries } = readZone(taken(zoneOf(config)));
      expect(origin).toBe(`${name}.`);
      expect(ttl).toBeGreaterThan(0);
      expect(entries).toEqual(dnsRecords(buildStand(config)).map(entryOf));
      for (const entry of entries) {
        expect(entry.name === origin || entry.name.endsWith(`.${origin}`)).toBe(true);
        const labels = entry.name.split('.');
        expect(labels.every(({ length }) => length <= 63) && entry.name.length <= 254).toBe(true);
      }
    }),
    { numRuns: 30 },
  );
});

test('any text of a TXT record is in strings of 255 bytes at most, in one line of ASCII', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 900 }), fc.string());
  fc.assert(
    fc.property(text, (written) => {
      const data = presentation({ type: 'TXT', text: written });
      expect(data).toMatch(/^[ -~]+$/);
      const strings = words(data) as Buffer[];
      expect(strings.length).toBeGreaterThan(0);
      for (const string of strings) expect(string.length).toBeLessThanOrEqual(255);
      expect(Buffer.concat(strings)).toEqual(Buffer.from(written));
    }),
  );
});

test('a value of a CAA record cannot end its quotation', () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      const data = presentation({ type: 'CAA', flags: 128, tag: 'iodef', value });
      expect(words(data)).toEqual(['128', 'iodef', Buffer.from(value)]);
    }),
  );
});
