import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { containerDifferences } from '../../../cli/guard/host-differences';
import { containerExists } from '../../../cli/guard/lab-containers';
import { buildStand } from '../../../model/build-stand';
import { containerXml } from '../../../stacks/domain-xml';
import { hostOf, shipped, varyHost } from '../../fixtures';

let lab: string;
const at = (name: string) => join(lab, 'hosts', 'stand-e1server', name);

beforeEach(() => {
  lab = mkdtempSync(join(tmpdir(), 'lab-'));
  mkdirSync(at('upper'), { recursive: true });
});
afterEach(() => rmSync(lab, { recursive: true }));

test('a container exists once it is complete', () => {
  expect(containerExists(lab, 'stand-e1server')).toBe(false);
  writeFileSync(at('unfinished'), '');
  writeFileSync(at('domain.xml'), '');
  expect(containerExists(lab, 'stand-e1server')).toBe(false);
  rmSync(at('unfinished'));
  expect(containerExists(lab, 'stand-e1server')).toBe(true);
  expect(containerExists(lab, 'stand-e2server')).toBe(false);
});

describe('what differs about a container', () => {
  /** Its definition by a description, in a file. */
  const define = (name: string, change: object) => {
    const stand = buildStand(varyHost('e1server', change));
    const folders = { root: '/root', shared: '/shared' };
    writeFileSync(at(name), containerXml(stand, hostOf(stand, 'e1server'), '00002a', folders));
    return at(name);
  };

  const management = { management: shipped.hosts.e1server?.addresses.management };

  test.each<[string, object, string[]]>([
    [
      'networks',
      { addresses: { ...management, internal: '192.168.1.14' } },
      ['other interfaces or mounts'],
    ],
    ['nothing that libvirt is told', {}, ['another release, network or address']],
  ])('is told: %s', (_, change, told) => {
    expect(containerDifferences(define('was', {}), define('will', change))).toEqual(told);
  });

  test('is not known of one without a definition', () => {
    expect(containerDifferences(define('was', {}), at('nothing'))).toEqual([]);
  });
});
