/** Adds what to do to failures that do not say it themselves. */
export function withRemedy(failure: string): string {
  const [, remedy] = remedies.find(([pattern]) => pattern.test(failure)) ?? [];
  return remedy ? `${failure}\n${remedy}` : failure;
}

/** What to do where the engine cannot encrypt. */
export const encryptionRemedy =
  'Only OpenTofu encrypts states, from 1.10 on: install it and run ln -sfn "$(command -v tofu)" .stand/toolchain/engine, or take `encrypted` out of `state` in stand.config.ts.';

const remedies: readonly [RegExp, string][] = [
  [
    /Could not open '.*': Permission denied/,
    "QEMU may not read that disk: AppArmor allows only libvirt's own folders. Set a pool under /var/lib/libvirt/images in stand.config.ts, or allow the folder in /etc/apparmor.d/local/abstractions/libvirt-qemu; then run this again.",
  ],
  [
    /No argument or block type is named "use_lockfile"|argument named "use_lockfile" is not expected/,
    'This engine is older than 1.10, whose S3 backend locks by a file: install a newer one, or set dynamodbTable, or useLockfile: false, under state in stand.config.ts.',
  ],
  [
    /Saved plan is stale/,
    'Another command has changed the state since this plan was made, and nothing of it was applied: run this again.',
  ],
  [/named "encryption"|type "encryption"/, encryptionRemedy],
  [
    /message\s+authentication\s+failed/,
    "The state is encrypted by another vault password than this machine has: put that of those who deploy this stand into the vault's password file (docs/team.md).",
  ],
  [
    /state\s+file\s+is\s+encrypted|does not have a "version" attribute/,
    'The state is encrypted: say encrypted: true under state in stand.config.ts, or false to have it decrypted.',
  ],
  [
    /No space left on device|cannot allocate .* bytes in file/i,
    'The disk of the pool is full: free some space, or set a pool on another disk in stand.config.ts; then run this again.',
  ],
  [
    /is in use by another|Failed to get "write" lock/i,
    'Another machine uses that disk: find it with virsh list --all and stop it; then run this again.',
  ],
  [
    /ssh known hosts|knownhosts: key/,
    "~/.ssh/known_hosts must contain the hypervisor's key: log in there once by ssh, check that the key is the right one; then run this again.",
  ],
];
