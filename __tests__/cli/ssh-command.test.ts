import { sshCommand } from '../../cli/ssh-command';
import { buildStand } from '../../model/stand';
import { hostOf, shipped } from '../fixtures';

it('logs in by the generated configuration alone', () => {
  const host = hostOf(buildStand(shipped), 'e1server');
  expect(sshCommand({ sshConfig: '/checkout/ssh_config' }, host, ['hostname'])).toEqual([
    ...['ssh', '-F', '/checkout/ssh_config'],
    ...['e1server', 'hostname'],
  ]);
});
