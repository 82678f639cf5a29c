import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildStand } from '../../../model/build-stand';
import { sshConfig } from '../../../synth/render/ssh-config';
import { vary } from '../../fixtures';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ssh-config-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What ssh itself makes of the configuration, by option in lower case; of repeated ones the last. */
function optionsOf(host: string, change: Parameters<typeof vary>[0], home = '/checkout') {
  const paths = { sshKey: `${home}/key`, knownHosts: `${home}/known_hosts` };
  const file = join(folder, 'ssh_config');
  writeFileSync(file, sshConfig(buildStand(vary(change)), paths));
  const said = execFileSync('ssh', ['-G', '-F', file, host], { encoding: 'utf8' });
  return Object.fromEntries(said.split('\n').map((line) => line.split(/ (.*)/s).slice(0, 2)));
}

test.each(['e1server', '192.168.121.10'])('%s is reached at its management address', (host) => {
  expect(optionsOf(host, { hypervisor: 'lxc' })).toMatchObject({
    hostname: '192.168.121.10',
    user: 'stand',
    batchmode: 'yes',
    connecttimeout: '5',
    stricthostkeychecking: 'accept-new',
    userknownhostsfile: '/checkout/known_hosts/192.168.121.10',
  });
});

test('the stand’s key is offered, and no other that an agent has', () => {
  expect(optionsOf('e1server', { hypervisor: 'lxc' })).toMatchObject({
    identityfile: '/checkout/key',
    identitiesonly: 'yes',
    identityagent: 'none',
  });
});

test('paths may have spaces, commas and percent signs', () => {
  const { identityfile, userknownhostsfile } = optionsOf(
    'e1server',
    { hypervisor: 'lxc' },
    "/a b,c:d&e'f/100%h",
  );
  expect(identityfile).toBe("/a b,c:d&e'f/100%%h/key");
  expect(userknownhostsfile).toBe("/a b,c:d&e'f/100%h/known_hosts/192.168.121.10");
});

test('emulated hosts get longer to answer', () => {
  expect(optionsOf('e1server', { hypervisor: 'qemu' }).connecttimeout).toBe('300');
});

test('a host of a hypervisor elsewhere is reached through it, as the user reaches that', () => {
  const uri = 'qemu+ssh://admin@hv.example.org:2222/system';
  const options = optionsOf('e1server', { hypervisor: 'kvm', hypervisors: { hv: { uri } } });
  expect(options.proxycommand).toBe(
    "ssh -o BatchMode=yes -o RemoteCommand=none -W '[%h]:%p' ssh://admin@hv.example.org:2222",
  );
});

test('keys are agreed on as ssh itself does, but the short way where nothing leaves this machine', () => {
  const uri = 'qemu+ssh://admin@hv.example.org/system';
  const elsewhere = optionsOf('e1server', { hypervisor: 'kvm', hypervisors: { hv: { uri } } });
  const ofItsOwn = execFileSync('ssh', ['-G', '-F', '/dev/null', 'e1server'], { encoding: 'utf8' });
  expect(ofItsOwn).toContain(`kexalgorithms ${elsewhere.kexalgorithms}\n`);
  expect(optionsOf('e1server', { hypervisor: 'lxc' }).kexalgorithms).toBe('curve25519-sha256');
});
