import { recordProbes } from '../../../checks/public/records';
import { buildStand } from '../../../model/build-stand';
import { presentation } from '../../../model/dns/record';
import { dnsRecords } from '../../../model/dns/records';
import { zoneEntry } from '../../../model/dns/zone';
import { certified, dual, exposed, shipped } from '../../fixtures';
import { answering, look } from '../answers';

type Answer = readonly string[] | { readonly error: string };

const stand = buildStand(exposed);
const byIpv6 = buildStand(dual);
const clients = '_xmpp-client._tcp.domain.local.';

/** What a zone with all records answers, in another order and case. */
function rightly([name, type]: readonly [string, string], of = stand): string[] {
  return dnsRecords(of)
    .filter((record) => record.name === name && record.data.type === type)
    .map(({ data }) => presentation(data).toUpperCase())
    .reverse();
}

/** Probes of a zone that is right but for some answers, by name. */
function probesOf(changed: Readonly<Record<string, Answer>> = {}) {
  const { tools, asked } = answering({
    'resolve.py': (_: string, argument: unknown) => {
      const { questions } = argument as { questions: [string, string][] };
      return questions.map((question) => changed[question[0]] ?? rightly(question));
    },
  });
  return { probes: recordProbes(stand, tools, '192.0.2.53'), asked };
}

test('of a zone that has all records every probe holds, by one question to one resolver', async () => {
  const { probes, asked } = probesOf();
  expect(probes.length).toBeGreaterThan(5);
  for (const { run } of probes) expect(await run()).toMatchObject({ ok: true });
  expect(new Set(asked.map(({ argument }) => JSON.stringify(argument))).size).toBe(1);
  expect(asked[0]?.argument).toMatchObject({ resolver: '192.0.2.53' });
});

test('all that is required or recommended is asked for, and what is optional is not', () => {
  const needed = dnsRecords(stand).filter(({ need }) => need !== 'optional');
  const names = new Set(needed.map(({ name, data }) => `record ${data.type} of ${name}`));
  expect(probesOf().probes.map(({ name }) => name)).toEqual([...names]);
});

test('a wrong record is told with the line to remove and the line to add', async () => {
  const { probes } = probesOf({ 'e1server.domain.local.': ['203.0.113.9'] });
  expect(await look(probes, 'record A of e1server.domain.local.')).toEqual({
    ok: false,
    saw: 'remove e1server.domain.local. IN A 203.0.113.9; add e1server.domain.local. IN A 203.0.113.2',
  });
});

test('of several, only the missing one is told', async () => {
  const { probes } = probesOf({ [clients]: ['10 10 5222 e1server.domain.local.'] });
  expect(await look(probes, `record SRV of ${clients}`)).toEqual({
    ok: false,
    saw: `add ${clients} IN SRV 10 10 5222 e2server.domain.local.`,
  });
});

test('others may issue certificates too, if only the authority of the stand may', async () => {
  const probesOfAnswer = (answer: readonly string[]) => {
    const answerAll = (_: string, argument: unknown) =>
      (argument as { questions: unknown[] }).questions.map(() => answer);
    const { tools } = answering({ 'resolve.py': answerAll });
    return recordProbes(buildStand(certified), tools, '192.0.2.53');
  };
  const [own, other] = ['0 issue "letsencrypt.org"', '0 issue "ca.example"'] as const;
  const name = 'record CAA of domain.local.';
  expect(await look(probesOfAnswer([other, own]), name)).toEqual({
    ok: true,
    saw: `${other}, ${own}`,
  });
  expect(await look(probesOfAnswer([other]), name)).toEqual({
    ok: false,
    saw: `add domain.local. IN CAA ${own}`,
  });
});

test('a name that is not there lacks all its records', async () => {
  const { probes } = probesOf({ [clients]: [] });
  const wanted = dnsRecords(stand).filter(({ name }) => name === clients);
  const { ok, saw } = await look(probes, `record SRV of ${clients}`);
  expect({ ok, lines: saw.split('; ') }).toEqual({
    ok: false,
    lines: wanted.map((record) => `add ${zoneEntry(record)}`),
  });
});

test.each([
  [['198.51.100.80'], { ok: true, saw: '198.51.100.80' }],
  [[], { ok: false, saw: expect.stringContaining('add domain.local. IN A 203.0.113.2') }],
])(
  'the domain itself may lead to a web site elsewhere, but to something: %j',
  async (answer, finding) => {
    const { probes } = probesOf({ 'domain.local.': answer });
    expect(await look(probes, 'record A of domain.local.')).toEqual(finding);
  },
);

/** Probes of a zone that is right but for some answers, by name and type, where nodes are reached by IPv6. */
function ipv6ProbesOf(changed: Readonly<Record<string, readonly string[]>> = {}) {
  const { tools } = answering({
    'resolve.py': (_: string, argument: unknown) =>
      (argument as { questions: [string, string][] }).questions.map(
        (question) => changed[question.join(' ')] ?? rightly(question, byIpv6),
      ),
  });
  return recordProbes(byIpv6, tools, '192.0.2.53');
}

test('addresses by IPv6 are asked for, each by a probe of its own', async () => {
  for (const { run } of ipv6ProbesOf()) expect(await run()).toMatchObject({ ok: true });
  const name = 'e1server.domain.local.';
  const lacking = ipv6ProbesOf({ [`${name} AAAA`]: [] });
  expect(await look(lacking, `record AAAA of ${name}`)).toEqual({
    ok: false,
    saw: `add ${name} IN AAAA 2001:db8:5::2`,
  });
  expect(await look(lacking, `record A of ${name}`)).toMatchObject({ ok: true });
});

test.each([
  [['198.51.100.80'], [], true],
  [['198.51.100.80'], ['2001:db8:80::80'], true],
  [['203.0.113.2', '203.0.113.3'], [], false],
  [['203.0.113.2', '203.0.113.3'], ['2001:db8:5::2'], false],
])(
  'a web site elsewhere need not have an address by IPv6, a domain that leads to the nodes must: %j, %j',
  async (a, aaaa, ok) => {
    const site = 'domain.local.';
    const probes = ipv6ProbesOf({ [`${site} A`]: a, [`${site} AAAA`]: aaaa });
    expect(await look(probes, `record AAAA of ${site}`)).toMatchObject({ ok });
  },
);

test('a resolver that gives no answer is no missing record', async () => {
  const { probes } = probesOf({ [clients]: { error: '192.0.2.53 does not answer within 8 s' } });
  expect(await look(probes, `record SRV of ${clients}`)).toEqual({
    ok: false,
    saw: '192.0.2.53 does not answer within 8 s',
  });
});

test('nobody is asked where nobody is named, and for a stand that no stranger reaches', () => {
  expect(recordProbes(stand, answering({}).tools)).toEqual([]);
  expect(recordProbes(buildStand(shipped), answering({}).tools, null)).toEqual([]);
});
