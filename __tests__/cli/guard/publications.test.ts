import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '../../../cli/context';
import { declaredMemory } from '../../../cli/engine/declared-objects';
import type { Plan } from '../../../cli/engine/plan';
import { parseState, rememberedIn } from '../../../cli/engine/state-file';
import {
  differingPublications,
  formerPublications,
  removeAllPublications,
  removePublications,
  requireFreePorts,
  takenPorts,
  undescribedInLab,
} from '../../../cli/guard/publications';
import { localPlace } from '../../../cli/reach/place';
import { publications } from '../../../model/published/publications';
import { checkedStand } from '../../../synth/checked-stand';
import { exposed, published, vary } from '../../fixtures';

const stand = checkedStand(published);
const resource = 'null_resource.networks_public_published_0A1B2C3D';

let root: string;
let warned: string[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'stand-'));
  mkdirSync(join(root, 'stacks'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** @param script in place of what forwards ports */
function contextWith(script: string): Context {
  writeFileSync(join(root, 'stacks', 'publish'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  warned = [];
  const progress = {
    phase: (_: string, work: () => Promise<void>) => work(),
    warn: (text: string) => warned.push(text),
  };
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
    const { paths } = contextWith(
      `[ "$*" = "listeners /lab stand-messaging- 203.0.113.7" ] && echo '${line}'`,
    );
    await expect(requireFreePorts(paths, stand)).rejects.toThrow('tcp 443 is that of nginx');
    await requireFreePorts(paths, checkedStand(exposed));
  });

  test('needs the address on a hypervisor; in the lab nobody may have it', async () => {
    const hypervisor = { hypervisor: 'kvm', hypervisors: { one: { uri: 'qemu:///system' } } };
    const behind = checkedStand(vary(hypervisor, published));
    const refused = requireFreePorts(contextWith('').paths, behind);
    await expect(refused).rejects.toThrow('this machine has not the address 203.0.113.7');
    await requireFreePorts(contextWith('').paths, stand);
    await requireFreePorts(contextWith('echo has "$4"').paths, behind);
  });

  test('of an address that another stand has is refused', async () => {
    const { paths } = contextWith('echo "has $4"; echo "table stand-other-public"');
    const told = /203\.0\.113\.7 to another stand, by the table stand-other-public:/;
    await expect(requireFreePorts(paths, stand)).rejects.toThrow(told);
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
    const asked = (where: string, rules: string) =>
      `[ "$*" = "differences ${where} stand-messaging-public" ] && [ -n "$${rules}" ]`;
    const both = `${asked('inside', 'RULES')} || { ${asked('/lab', 'MACHINE_RULES')}; }`;
    expect(await again(`${both} || echo "$*"`)).toEqual([]);
    expect(await again(`${asked('inside', 'RULES')} || echo "$*"`)).toEqual([resource]);
  });

  test('is not looked for before there is anything', async () => {
    expect(await again('exit 1', [])).toEqual([]);
  });
});

describe('what is no longer described', () => {
  const planOf = (
    actions: ('create' | 'delete' | 'no-op')[],
    after: Record<string, string> | null = null,
  ): Plan => ({
    resource_changes: [
      {
        address: resource,
        type: 'null_resource',
        change: {
          actions,
          before: { triggers: { place: 'here', name: 'table' } },
          after: after && { triggers: after },
        },
      },
    ],
  });

  const former = { place: 'here', name: 'table' };

  test('is found in the plan, unless it is only made anew', () => {
    expect(formerPublications(planOf(['delete']))).toEqual([former]);
    expect(formerPublications(planOf(['delete', 'create'], former))).toEqual([]);
    expect(formerPublications(planOf(['no-op'], former))).toEqual([]);
  });

  test('is found where it is made anew elsewhere', () => {
    const moved = planOf(['delete', 'create'], { ...former, place: 'ssh://root@host' });
    expect(formerPublications(moved)).toEqual([former]);
  });

  test('is found in the lab, though no state has it', () => {
    const lab = join(root, 'lab');
    expect(undescribedInLab({ lab }, stand)).toEqual([]);
    for (const name of ['stand-messaging-public', 'stand-messaging-more'])
      mkdirSync(join(lab, 'published', name), { recursive: true });
    expect(undescribedInLab({ lab }, stand)).toEqual([
      { place: lab, name: 'stand-messaging-more' },
    ]);
    expect(undescribedInLab({ lab }, checkedStand(exposed))).toHaveLength(2);
  });

  test('is taken away', async () => {
    await removePublications(contextWith('[ "$*" = "stop here table" ]'), [former]);
  });

  test('is told where its hypervisor is out of reach', async () => {
    const there = { place: 'ssh://root@host', name: 'table' };
    const fails = removePublications(contextWith('echo no route >&2; exit 255'), [there]);
    const told =
      /table .* from ssh:\/\/root@host:\nno route\nmake sure that `ssh ssh:\/\/root@host`/;
    await expect(fails).rejects.toThrow(told);
  });
});

test('with all, what is in the state is taken away; a hypervisor that none is known of may be out of reach', async () => {
  const [one, other] = [
    { place: 'here', name: 'stand-messaging-public' },
    { place: 'ssh://root@host', name: 'stand-messaging-public' },
  ];
  const [type, name] = resource.split('.') as [string, string];
  const instances = [{ attributes: { triggers: { ...one, rules: 'x' } } }];
  const state = parseState(
    JSON.stringify({
      resources: [
        { type, name, instances: [{ ...instances[0], status: 'tainted' }] },
        { type, name: 'networks_public_0A1B2C3D', instances },
        { type: 'libvirt_network', name, instances: [{ attributes: {} }] },
      ],
    }),
  );
  const declared = { resource: { null_resource: { [name]: { name: '', triggers: other } } } };
  const remembered = {
    inState: rememberedIn(state ?? { resources: [] }),
    declared: declaredMemory(declared),
  };
  const log = join(root, 'log');
  const context = contextWith(`echo "$*" >> ${log}; [ "$2" = here ]`);
  await removeAllPublications(context, remembered);
  const asked = [one, other].map((of) => `stop ${of.place} ${of.name}`);
  expect(readFileSync(log, 'utf8').trim().split('\n')).toEqual(asked);
  expect(warned).toEqual([expect.stringMatching(/from ssh:.*nothing is left there unless/s)]);
  const fails = removeAllPublications(context, { inState: remembered.declared, declared: [] });
  await expect(fails).rejects.toThrow('from ssh:');
});
