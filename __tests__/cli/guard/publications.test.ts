import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '../../../cli/context';
import type { Plan } from '../../../cli/engine/plan';
import {
  differingPublications,
  formerPublications,
  removePublications,
  requireFreePorts,
  takenPorts,
} from '../../../cli/guard/publications';
import { localPlace } from '../../../cli/reach/place';
import { publications } from '../../../model/published/publications';
import { checkedStand } from '../../../synth/checked-stand';
import { exposed, published } from '../../fixtures';

const stand = checkedStand(published);
const resource = 'null_resource.networks_public_published_0A1B2C3D';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'stand-'));
  mkdirSync(join(root, 'stacks'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** @param script in place of what forwards ports */
function contextWith(script: string): Context {
  writeFileSync(join(root, 'stacks', 'publish'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const progress = { phase: (_: string, work: () => Promise<void>) => work() };
  return { place: localPlace, paths: { root, lab: '/lab' }, progress } as unknown as Context;
}

const taken = (...listed: string[]) => {
  const [publication] = publications(stand);
  return publication && takenPorts(publication, listed);
};

describe('a published port', () => {
  test.each([
    ['tcp LISTEN 0 511 0.0.0.0:443 0.0.0.0:* users:(("nginx",pid=7,fd=6))', 'tcp 443', 'nginx'],
    ['tcp LISTEN 0 511 *:5222 *:* users:(("prosody",pid=7,fd=6))', 'tcp 5222', 'prosody'],
    ['udp UNCONN 0 0 203.0.113.7:3478 0.0.0.0:*', 'udp 3478', 'another program'],
  ])('is taken by %s', (line, port, by) => {
    expect(taken(line)).toEqual([{ port, by }]);
  });

  test.each([
    'tcp LISTEN 0 511 127.0.0.1:443 0.0.0.0:* users:(("nginx",pid=7,fd=6))',
    'tcp LISTEN 0 511 198.51.100.9:443 0.0.0.0:* users:(("nginx",pid=7,fd=6))',
    'udp UNCONN 0 0 0.0.0.0:443 0.0.0.0:* users:(("caddy",pid=7,fd=6))',
    'tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:(("sshd",pid=7,fd=3))',
    'udp UNCONN 0 0 0.0.0.0:49300 0.0.0.0:* users:(("avahi-daemon",pid=7,fd=3))',
    'udp UNCONN 0 0 0.0.0.0%virbr0:3478 0.0.0.0:* users:(("dnsmasq",pid=7,fd=3))',
  ])('is not taken by %s', (line) => {
    expect(taken(line)).toEqual([]);
  });

  test('is refused with the name of who has it', async () => {
    const line = 'tcp LISTEN 0 511 0.0.0.0:443 0.0.0.0:* users:(("nginx",pid=7,fd=6))';
    const { paths } = contextWith(`[ "$*" = "listeners /lab 203.0.113.7" ] && echo '${line}'`);
    await expect(requireFreePorts(paths, stand)).rejects.toThrow('tcp 443 is that of nginx');
    await requireFreePorts(paths, checkedStand(exposed));
  });

  test('that cannot be asked for is told', async () => {
    const { paths } = contextWith('echo no way >&2; exit 1');
    await expect(requireFreePorts(paths, stand)).rejects.toThrow('no way');
  });
});

describe('what differs from the description', () => {
  const again = (script: string, known = [resource]) =>
    differingPublications(contextWith(script), stand, known);

  test('is made anew', async () => {
    expect(await again('echo "the table is not loaded"')).toEqual([resource]);
  });

  test('is asked for by what is described, and left alone where nothing differs', async () => {
    const asked = '[ "$*" = "differences inside stand-messaging-public" ] && [ -n "$RULES" ]';
    expect(await again(`${asked} || echo "$*"`)).toEqual([]);
  });

  test('is not looked for before there is anything', async () => {
    expect(await again('exit 1', [])).toEqual([]);
  });
});

describe('what is no longer described', () => {
  const planOf = (...actions: ('create' | 'delete' | 'no-op')[]): Plan => ({
    resource_changes: [
      {
        address: resource,
        type: 'null_resource',
        change: { actions, before: { triggers: { place: 'here', name: 'table' } }, after: null },
      },
    ],
  });

  test('is found in the plan; what is only made anew, the engine takes away itself', () => {
    expect(formerPublications(planOf('delete'))).toEqual([{ place: 'here', name: 'table' }]);
    expect(formerPublications(planOf('delete', 'create'))).toEqual([]);
    expect(formerPublications(planOf('no-op'))).toEqual([]);
  });

  test('is taken away', async () => {
    const former = [{ place: 'here', name: 'table' }];
    await removePublications(contextWith('[ "$*" = "stop here table" ]'), former);
    const fails = removePublications(contextWith('echo busy >&2; exit 1'), former);
    await expect(fails).rejects.toThrow('busy');
  });
});
