import { join } from 'node:path';
import { loginUser } from '../cloudinit/user-data';
import { patience } from '../model/emulation';
import type { Host } from '../model/hosts';
import type { Stand } from '../model/stand';
import type { Paths } from '../synth/paths';

/** The command line by which a host is reached from where hosts are reachable. */
export function sshCommand(
  paths: Paths,
  stand: Stand,
  host: Host,
  command: readonly string[],
): string[] {
  const seconds = patience(stand) ?? 5;
  const options = [
    'BatchMode=yes',
    `ConnectTimeout=${seconds}`,
    // A host that is lost while it is asked must not keep us waiting.
    'ServerAliveInterval=5',
    `ServerAliveCountMax=${Math.max(4, seconds / 5)}`,
    'LogLevel=ERROR',
    'StrictHostKeyChecking=accept-new',
    `UserKnownHostsFile="${join(paths.knownHosts, '%h')}"`,
    ...(host.jump ? [`ProxyJump=${host.jump}`] : []),
  ];
  return [
    'ssh',
    ...['-i', paths.sshKey],
    ...options.flatMap((option) => ['-o', option]),
    `${loginUser}@${host.managementAddress}`,
    ...command,
  ];
}
