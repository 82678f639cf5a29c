import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { root } from '../../test-stand/checkout';
import { databaseHosts } from '../../test-stand/hosts';
import { servedRecords, serveRecords } from '../../test-stand/name-server';
import { ssh, stand, tell } from '../../test-stand/stand';
import { type Fault, keepingFaults, servingFaults } from './behaviour/check-faults';
import { check, direct, failedOf } from './support/check';
import { eventually } from './support/eventually';
import { databaseRoles } from './support/services/postgresql';

describe('./stand check', () => {
  it('finds a sound stand sound', async () => {
    const report = await eventually(async () => {
      const found = await check();
      expect(failedOf(found)).toEqual([]);
      return found;
    }, 300);
    tell(`./stand check: ${report.probes.length} probes, ${report.seconds} s`);
    expect(report).toMatchObject({ ok: true, code: 0 });
    // The lab has IPv6.
    expect(report.probes.filter(({ saw }) => saw.startsWith('not tried'))).toEqual([]);
  });

  it('reports as its schema says', async () => {
    const schema = readFileSync(join(root, 'docs', 'reference', 'check.schema.json'), 'utf8');
    const validate = new Ajv2020({ formats: { 'date-time': true } }).compile(JSON.parse(schema));
    const { code, ...report } = await check('hosts');
    expect(validate(report) || validate.errors).toBe(true);
    expect(new Set(report.probes.map(({ group }) => group))).toEqual(new Set(['hosts']));
  });

  it('tells people what failed, what it saw, and what to look at next', async () => {
    const { host, cause, cure } = servingFaults.find(({ what }) => /file/.test(what)) as Fault;
    await ssh(host, cause);
    const { code, stdout } = await stand(['check', '--only', 'hosts']);
    await ssh(host, cure);
    expect(code).toBe(1);
    expect(stdout).toContain('hosts: managed files of gw1server');
    expect(stdout).toContain('/etc/sysctl.d/60-stand.conf was edited');
    expect(stdout).toMatch(/next +\.\/stand ssh gw1server/);
  });
});

describe('records of a zone that are not those of the stand', () => {
  let sound: string;

  beforeAll(async () => {
    sound = servedRecords();
    const spoilt = sound
      .replace('e1server.domain.local,203.0.113.2', 'e1server.domain.local,203.0.113.9')
      .replace(/^srv-host=_xmpp-client\._tcp\.domain\.local,e2server.*\n/m, '');
    await serveRecords(spoilt);
  });
  afterAll(() => serveRecords(sound));

  it('are told, with the lines that mend them', async () => {
    const { probes, code } = await check('public');
    expect(probes.filter(({ ok }) => !ok).map(({ name, saw }) => [name, saw])).toEqual([
      [
        'record A of e1server.domain.local.',
        'remove e1server.domain.local. IN A 203.0.113.9; add e1server.domain.local. IN A 203.0.113.2',
      ],
      [
        'record SRV of _xmpp-client._tcp.domain.local.',
        'add _xmpp-client._tcp.domain.local. IN SRV 10 10 5222 e2server.domain.local.',
      ],
    ]);
    expect(code).toBe(1);
  });

  it('are none of the lab’s where another resolver is asked', async () => {
    const { code, stderr } = await stand(['check', '--only', 'public', '--resolver', 'nobody']);
    expect(stderr).toContain("--resolver must be an address; got 'nobody'");
    expect(code).toBe(2);
    const report = await check('public', '--resolver', '203.0.113.2');
    expect(failedOf(report).every((name) => name.startsWith('record '))).toBe(true);
    expect(report.probes.find(({ ok }) => !ok)?.saw).toMatch(/^203\.0\.113\.2 does not answer/);
  });
});

/** Breaks the stand in several places at once; each must be told by its own probes and no other. */
function describeFaults(faults: () => readonly Fault[]): void {
  const mend = () => Promise.all(faults().map(({ host, cure }) => ssh(host, cure)));

  beforeAll(async () => {
    await Promise.all(faults().map(({ host, cause }) => ssh(host, cause)));
  });

  afterAll(mend);

  it('are found, each by its own probes and no other', async () => {
    const wanted = faults().flatMap(({ probes }) => probes);
    await eventually(async () => {
      const report = await check(...direct);
      expect(failedOf(report)).toEqual(wanted.sort());
      expect(report).toMatchObject({ ok: false, code: 1 });
    });
  });

  it('are gone when they are mended', async () => {
    await mend();
    await eventually(async () => expect(failedOf(await check(...direct))).toEqual([]), 180);
  });
}

describe(`faults: ${servingFaults.map(({ what }) => what).join(', ')}`, () => {
  describeFaults(() => servingFaults);
});

describe(`faults: ${keepingFaults(databaseHosts[0])
  .map(({ what }) => what)
  .join(', ')}`, () => {
  let faults: readonly Fault[] = [];

  beforeAll(async () => {
    const { replica } = await databaseRoles();
    faults = keepingFaults(replica);
  });

  describeFaults(() => faults);
});
