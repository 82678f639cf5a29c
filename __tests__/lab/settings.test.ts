import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type NetworkInterfaceInfo, tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { type LabSettings, labConf, labSettings, resolvConf } from '../../lab/settings';

const identity = fc.stringMatching(/^[0-9a-f]{6}$/);

/** A machine's interfaces, with the uplinks that are given. */
function machineWith(uplinks: readonly LabSettings[]) {
  const others = { lo: '127.0.0.1', eth0: '10.0.0.5' };
  const ends = uplinks.map(({ veth, outer }) => [veth, outer]);
  const entries = [...Object.entries(others), ...ends].map(([name, address]) => [
    name,
    [{ address } as NetworkInterfaceInfo],
  ]);
  return Object.fromEntries(entries);
}

test('a checkout’s lab has the same name and addresses every time, also while it runs', () => {
  fc.assert(
    fc.property(identity, (identity) => {
      const first = labSettings({ identity }, machineWith([]));
      expect(labSettings({ identity }, machineWith([first]))).toEqual(first);
    }),
  );
});

test('a lab keeps its addresses when those it would rather have become free', () => {
  const first = labSettings({ identity: '000000' }, machineWith([]));
  const second = labSettings({ identity: '000040' }, machineWith([first]));
  expect(second.outer).not.toBe(first.outer);
  expect(labSettings({ identity: '000040' }, machineWith([second]))).toEqual(second);
});

test('an uplink is the two hosts of a /30 in 10.255.254.0/24, with a name the kernel takes', () => {
  fc.assert(
    fc.property(identity, (identity) => {
      const { inner, outer, veth, name } = labSettings({ identity }, machineWith([]));
      const [one, two] = [inner, outer].map((address) => Number(address.split('.')[3]));
      expect([inner, outer].every((address) => address.startsWith('10.255.254.'))).toBe(true);
      expect(Number(one) % 4).toBe(1);
      expect(two).toBe(Number(one) + 1);
      expect(veth.length).toBeLessThanOrEqual(15);
      expect(name).toContain(identity);
    }),
  );
});

test('64 labs that prefer the same addresses get different ones; a 65th gets an error', () => {
  const running: LabSettings[] = [];
  const next = () => {
    const identity = (running.length * 64).toString(16).padStart(6, '0');
    return labSettings({ identity }, machineWith(running));
  };
  while (running.length < 64) running.push(next());
  expect(new Set(running.map(({ outer }) => outer)).size).toBe(64);
  expect(new Set(running.map(({ inner }) => inner)).size).toBe(64);
  expect(next).toThrow(/64 labs.*\.\/stand down/);
});

test('the lab’s scripts read what was set', () => {
  const settings = labSettings({ identity: '00002a' }, machineWith([]));
  const script =
    'echo "$LAB_NAME $LAB_VETH $LAB_UPLINK_OUTER $LAB_UPLINK_INNER $LAB_PACKAGE_CACHE $LAB_DATA"';
  const conf = labConf(settings, { packages: "/it's a cache", data: '/my data' });
  const text = execFileSync('sh', ['-c', `${conf}${script}`], { encoding: 'utf8' });
  expect(text).toBe(
    "stand-00002a stand-00002a 10.255.254.170 10.255.254.169 /it's a cache /my data\n",
  );
});

describe('the lab asks', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'stand-test-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, text: string) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };

  test('the machine’s name servers, but none on loopback nor at IPv6', () => {
    const file = write(
      'resolv.conf',
      'search home\nnameserver 127.0.0.53\n# nameserver 192.0.2.1\nnameserver 192.0.2.2\n' +
        ' nameserver 2001:db8::1\nnameserver ::1\n',
    );
    expect(resolvConf([file])).toBe('nameserver 192.0.2.2\n');
  });

  test('behind a stub, the servers that systemd-resolved asks', () => {
    const stub = write('stub', 'nameserver 127.0.0.53\noptions edns0\n');
    const real = write('real', 'nameserver 192.0.2.7\n');
    expect(resolvConf([stub, real])).toBe('nameserver 192.0.2.7\n');
  });

  test.each(['127.0.0.1', '0.0.0.0', '::1', '2001:db8::53', 'fe80::1%eth0', '192.0.2.300', 'dns'])(
    'and says which files to mend when %s is the only one',
    (server) => {
      const stub = write('stub', `nameserver ${server}\n`);
      const absent = join(folder, 'absent');
      const fault = `got ${server} from ${stub} and ${absent}; add one there`;
      expect(() => resolvConf([stub, absent])).toThrow(fault);
      expect(() => resolvConf([stub, absent])).toThrow(
        expect.objectContaining({ exitCode: 3, name: 'StandError' }),
      );
    },
  );

  test('and says so when a file names none', () => {
    expect(() => resolvConf([write('empty', '')])).toThrow(
      /got no name server from .*; add one there/,
    );
  });
});
