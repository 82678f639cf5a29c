/** Adds what to do about failures whose own words do not tell. */
export function withRemedy(failure: string): string {
  const [, remedy] = remedies.find(([pattern]) => pattern.test(failure)) ?? [];
  return remedy ? `${failure}\n${remedy}` : failure;
}

const remedies: readonly [RegExp, string][] = [
  [
    /Could not open '.*': Permission denied/,
    "QEMU may not read that disk: AppArmor allows it libvirt's own folders. Name a pool under /var/lib/libvirt/images in stand.config.ts, or allow the folder in /etc/apparmor.d/local/abstractions/libvirt-qemu, and run it again.",
  ],
  [
    /No space left on device|cannot allocate .* bytes in file/i,
    'The disk of the pool is full: free some, or name a pool on another disk in stand.config.ts, and run it again.',
  ],
  [
    /is in use by another|Failed to get "write" lock/i,
    'Another machine has that disk: virsh list --all shows the machines; stop that one, and run it again.',
  ],
  [
    /ssh known hosts|knownhosts: key/,
    "The provider logs in only where ~/.ssh/known_hosts has the hypervisor's key: log in there once by ssh, see that it is the right one, and run it again.",
  ],
];
