import { withRemedy } from '../../../cli/engine/remedies';

test.each([
  [
    "error creating libvirt domain: internal error: process exited while connecting to monitor: Could not open '/srv/disks/e1server.qcow2': Permission denied",
    /set a pool under \/var\/lib\/libvirt\/images/i,
  ],
  ['Saved plan is stale: The given plan file can no longer be applied', /run this again/],
  ['error while uploading source: No space left on device', /free some space, or set a pool/],
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
  [
    'Error: Extraneous JSON object property\n\nNo argument or block type is named "encryption".',
    /install it and run ln -sfn/,
  ],
  [
    'decryption failed: cipher: message\nauthentication failed',
    /put that of those who deploy this stand into the vault's password file/,
  ],
  [
    'This state file is encrypted and can not be read without an encryption configuration',
    /say encrypted: true under state/,
  ],
])('%s', (failure, remedy) => {
  const text = withRemedy(failure);
  expect(text.startsWith(`${failure}\n`)).toBe(true);
  expect(text).toMatch(remedy);
});

it('adds nothing to a failure that says enough', () => {
  expect(withRemedy('exit status 2')).toBe('exit status 2');
});
