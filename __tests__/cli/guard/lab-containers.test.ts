import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { containerDifferences } from '../../../cli/guard/host-differences';
import { containerExists } from '../../../cli/guard/lab-containers';
import { projectPaths } from '../../../controller/paths';
import type { StandConfig } from '../../../model/description/config';
import { shipped, vary, varyHost } from '../../fixtures';
import { renderStand } from '../../stacks/synthesise';

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
  /** A folder with what e1server is made with by a description. */
  const made = (name: string, config: StandConfig) => {
    const folder = join(lab, name);
    mkdirSync(folder);
    const { files } = renderStand(config);
    for (const file of ['domain.xml', 'shape'])
      writeFileSync(join(folder, file), files[join(projectPaths().hosts, 'e1server', file)] ?? '');
    return folder;
  };
  const management = { management: shipped.hosts.e1server?.addresses.management };
  const addresses = (dmz: string) => ({ addresses: { ...management, dmz } });

  test.each<[string, StandConfig, string[]]>([
    [
      'an address',
      varyHost('e1server', addresses('192.168.1.5')),
      ['addresses from 192.168.121.10,192.168.1.2 to 192.168.121.10,192.168.1.5'],
    ],
    ['its release', vary({ release: 'bookworm' }), ['release from trixie to bookworm']],
    ['nothing that is known', shipped, ['another release, network or address']],
  ])('is told: %s', (_, config, told) => {
    expect(containerDifferences(made('was', shipped), made('will', config))).toEqual(told);
  });

  test('is not known of one without a definition, and less of one without a shape', () => {
    const was = made('was', shipped);
    expect(containerDifferences(was, join(lab, 'nothing'))).toEqual([]);
    rmSync(join(was, 'shape'));
    expect(containerDifferences(was, made('will', vary({ release: 'bookworm' })))).toEqual([
      'another release, network or address',
    ]);
  });
});
