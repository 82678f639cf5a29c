import { withRemedy } from '../../../cli/engine/remedies';

test.each([
  [
    "error creating libvirt domain: internal error: process exited while connecting to monitor: Could not open '/srv/disks/e1server.qcow2': Permission denied",
    /name a pool under \/var\/lib\/libvirt\/images/i,
  ],
  ['error while uploading source: No space left on device', /free some, or name a pool/],
  [
    'Failed to get "write" lock. Is another process using the image [/srv/disks/e1server.qcow2]?',
    /virsh list --all/,
  ],
  [
    'failed to connect: failed to read ssh known hosts: open /root/.ssh/known_hosts: no such file or directory',
    /log in there once by ssh/,
  ],
  [
    'failed to connect: failed to dial libvirt: ssh: handshake failed: knownhosts: key is unknown',
    /log in there once by ssh/,
  ],
])('%s', (failure, remedy) => {
  const told = withRemedy(failure);
  expect(told.startsWith(`${failure}\n`)).toBe(true);
  expect(told).toMatch(remedy);
});

it('adds nothing to what tells enough', () => {
  expect(withRemedy('exit status 2')).toBe('exit status 2');
});
