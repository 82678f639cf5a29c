import { sshCommand } from '../../cli/ssh-command';
import { buildStand } from '../../model/stand';
import { projectPaths } from '../../synth/paths';
import { hostOf, vary } from '../fixtures';

const paths = projectPaths();
const loginBy = (change: Parameters<typeof vary>[0]) => {
  const stand = buildStand(vary(change));
  return sshCommand(paths, stand, hostOf(stand, 'e1server'), ['hostname']);
};

it('logs in at the management address, with a key and known hosts of its own', () => {
  const login = loginBy({ hypervisor: 'lxc' });
  expect(login.slice(0, 3)).toEqual(['ssh', '-i', paths.sshKey]);
  expect(login).toContain(`UserKnownHostsFile="${paths.knownHosts}/%h"`);
  expect(login).toContain('ConnectTimeout=5');
  expect(login.join(' ')).not.toContain('ProxyJump');
  expect(login.slice(-2)).toEqual(['stand@192.168.121.10', 'hostname']);
});

it('waits longer for emulated hosts', () => {
  expect(loginBy({ hypervisor: 'qemu' })).toContain('ConnectTimeout=300');
});

it('jumps over a remote hypervisor', () => {
  const uri = 'qemu+ssh://admin@hv.example.org:2222/system';
  expect(loginBy({ hypervisor: 'kvm', hypervisors: { hv: { uri } } })).toContain(
    'ProxyJump=admin@hv.example.org:2222',
  );
});
