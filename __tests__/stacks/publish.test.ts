import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { publications } from '../../model/published/publications';
import { publishedRules } from '../../model/published/rules';
import type { Stand } from '../../model/stand';
import { checkedStand } from '../../synth/checked-stand';
import { exposed, published, twoGateways, vary } from '../fixtures';
import { needs } from '../support/needs';
import { resourceOf, synthesise } from './synthesise';

const address = '192.0.2.7';
const behind = { cidr: '203.0.113.0/28', kind: 'public', published: address };
const floating = vary({ networks: { ...twoGateways.networks, public: behind } }, twoGateways);

const publish = join(__dirname, '../../stacks/publish');

const rulesOf = (stand: Stand, loader: 'hypervisor' | 'lab') =>
  publications(stand).map((publication) => publishedRules(stand, publication, loader));

needs(
  'nft',
  'unshare',
  'nsenter',
  'python3',
)(
  'the world reaches what is for it, and is known by its own address; hosts reach themselves',
  () => {
    const [input] = rulesOf(checkedStand(floating), 'hypervisor');
    const script = join(__dirname, 'published-network');
    const name = 'stand-messaging-public';
    const command = ['--map-root-user', '--net', script, publish, name, address];
    const said = execFileSync('unshare', command, { input, encoding: 'utf8' });
    expect(said.trim().split('\n')).toEqual([
      // Before there are rules.
      'world asks tcp 5222: refused',
      'world asks tcp 5222: e1 answers 198.51.100.2',
      'world asks tcp 22: refused',
      'world asks udp 3478: e1 answers 198.51.100.2',
      'world asks udp 49152: e1 answers 198.51.100.2',
      'world asks udp 50175: e2 answers 198.51.100.2',
      'world asks udp 50176: refused',
      `e1 asks tcp 5222: e1 answers ${address}`,
      `e2 asks tcp 5222: e1 answers ${address}`,
      `e1 asks udp 50175: e2 answers ${address}`,
      `host asks tcp 5222: e1 answers ${address}`,
      `hypervisor asks tcp 5222: e1 answers ${address}`,
      `hypervisor asks udp 49152: e1 answers ${address}`,
      `e2 asks tcp 5269: world answers ${address}`,
      `e2 asks udp 9: world answers ${address}`,
      // Past the hypervisor.
      'e2 asks tcp 5222: e1 answers 203.0.113.3',
      // Of a rule more and a port less.
      expect.stringMatching(`^the table ${name} lacks: elements = .* 5222 : `),
      expect.stringMatching(`^the table ${name} lacks: `),
      expect.stringMatching(`^the table ${name} has besides: elements = `),
      expect.stringMatching(`^the table ${name} has besides: `),
      `the table ${name} has besides: accept`,
      `the table ${name} is not loaded`,
      // To another stand, and to this; of an address that no link has, nothing.
      `has ${address}`,
      `table ${name}`,
      `has ${address}`,
      expect.stringMatching('^net.bridge.bridge-nf-call-iptables is 1: .*; in the lab'),
      expect.stringMatching('^net.bridge.bridge-nf-call-iptables is 1: .*; .* there: sysctl'),
    ]);
  },
  30_000,
);

needs(
  'nft',
  'unshare',
  'systemctl',
)('a hypervisor loads it at each boot, and whenever nftables begins anew; nothing is left', () => {
  const [input] = rulesOf(checkedStand(floating), 'hypervisor');
  const script = join(__dirname, 'published-unit');
  const name = 'stand-messaging-public';
  const command = ['--map-root-user', '--net', '--mount', script, publish, name];
  const said = execFileSync('unshare', command, { input, encoding: 'utf8' });
  expect(said.trim().split('\n')).toEqual([
    '/etc/stand',
    `/etc/stand/${name}.nft`,
    `/etc/systemd/system/multi-user.target.wants/${name}.service`,
    `/etc/systemd/system/nftables.service.wants/${name}.service`,
    `/etc/systemd/system/${name}.service`,
    'no manager has started it:',
    `the table ${name} is not loaded`,
    'once it is started:',
    'stopped:',
  ]);
});

needs(
  'nft',
  'unshare',
  'nsenter',
)('what a lab’s machine has is compared too, and goes with the lab or without it', () => {
  const stand = checkedStand(floating);
  const [RULES, MACHINE_RULES] = [...rulesOf(stand, 'lab'), ...rulesOf(stand, 'hypervisor')];
  const script = join(__dirname, 'published-lab');
  const name = 'stand-messaging-public';
  const spaces = ['--map-root-user', '--net', '--mount', '--pid', '--fork', '--mount-proc'];
  const env = { ...process.env, RULES, MACHINE_RULES };
  const said = execFileSync('unshare', [...spaces, script, publish, name], {
    env,
    encoding: 'utf8',
  });
  const noRoute = 'no route of this machine leads to 203.0.113.0/28 in the lab';
  expect(said.trim().split('\n')).toEqual([
    'before:',
    `the lab has nothing of ${name}`,
    'the address is nobody’s:',
    'it is the machine’s:',
    `the table lab-${name} is not loaded`,
    noRoute,
    'loaded again:',
    'changed:',
    `the table lab-${name} has besides: accept`,
    noRoute,
    'the machine’s no more:',
    `the table lab-${name} is loaded, though this machine has not the address ${address}`,
    'stopped with the lab gone:',
  ]);
});

const declared = (config = published) =>
  resourceOf(synthesise(config).terraform, 'networks_public_published');

test('in the lab, it and its machine forward; the rest of the address is nobody’s', () => {
  const { triggers, provisioner } = declared();
  const stand = checkedStand(published);
  const [start, stop] = provisioner.map((one) => one['local-exec']);
  expect(triggers.rules).toContain('ct state new drop');
  expect(start).toMatchObject({
    command: expect.stringMatching(
      /\/stacks\/publish' 'start' '.*\/lab' 'stand-messaging-public' '203\.0\.113\.7' '10\.20\.30\.0\/28'$/,
    ),
    environment: {
      RULES: rulesOf(stand, 'lab')[0],
      MACHINE_RULES: rulesOf(stand, 'hypervisor')[0],
    },
  });
  expect(stop).toMatchObject({
    when: 'destroy',
    command: expect.stringMatching(/ stop .*self\.triggers\.place.*self\.triggers\.name/),
  });
});

test.each([
  ['qemu:///system', 'here'],
  ['qemu+ssh://root@host:2222/system', 'ssh://root@host:2222'],
])('the hypervisor %s forwards itself, and keeps its other ports', (uri, place) => {
  const config = vary({ hypervisor: 'kvm', hypervisors: { one: { uri } } }, published);
  const { triggers, provisioner } = declared(config);
  expect(triggers).toMatchObject({ place, rules: rulesOf(checkedStand(config), 'hypervisor')[0] });
  expect(triggers.rules).not.toContain('drop');
  expect(provisioner[0]?.['local-exec'].command).toContain(` '${place}' `);
});

test('a description without it has nothing of it', () => {
  const resources = Object.keys(synthesise(exposed).terraform.resource.null_resource);
  expect(resources.filter((id) => id.includes('published'))).toEqual([]);
});
