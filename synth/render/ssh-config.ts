import { loginUser } from '../../cloudinit/user-data';
import type { Paths } from '../../controller/paths';
import type { Stand } from '../../model/stand';
import { answerTimeout } from '../../model/topology/emulation';
import { isInLab } from '../../model/topology/hypervisors';

/**
 * How hosts are reached by ssh, for whatever reaches them: commands, Ansible, and a person with
 * `ssh -F`. Nothing of the user's own configuration applies, but on the way to a hypervisor elsewhere,
 * as for libvirt. @see ssh_config(5)
 */
export function sshConfig(stand: Stand, paths: Pick<Paths, 'sshKey' | 'knownHosts'>): string {
  const seconds = answerTimeout(stand) ?? 5;
  const hosts = stand.hosts.flatMap(({ name, managementAddress, jump }) => [
    `Host ${name} ${managementAddress}`,
    `  HostName ${managementAddress}`,
    ...(jump === undefined ? [] : [`  ProxyCommand ${throughHypervisor(jump)}`]),
  ]);
  const all = [
    'Host *',
    `  User ${loginUser}`,
    // An agent's other keys would use up the attempts that a host allows.
    `  IdentityFile ${quote(paths.sshKey)}`,
    '  IdentitiesOnly yes',
    '  IdentityAgent none',
    '  BatchMode yes',
    `  ConnectTimeout ${seconds}`,
    // A host that is lost while it is asked must not keep us waiting.
    '  ServerAliveInterval 5',
    `  ServerAliveCountMax ${Math.max(4, seconds / 5)}`,
    // What never leaves this machine need not be safe from quantum computers: that is five sixths of what it
    // costs to connect, and each question to a host is a connection.
    ...(isInLab(stand) ? ['  KexAlgorithms curve25519-sha256'] : []),
    '  LogLevel ERROR',
    '  StrictHostKeyChecking accept-new',
    `  UserKnownHostsFile ${quote(`${paths.knownHosts}/%h`, '%h')}`,
    '  GlobalKnownHostsFile /dev/null',
  ];
  return ['# Generated from stand.config.ts', ...hosts, ...all, ''].join('\n');
}

/** A command that uses what the user's configuration says of the hypervisor, but what is for shells. */
function throughHypervisor(jump: string): string {
  return `ssh -o BatchMode=yes -o RemoteCommand=none -W '[%h]:%p' ssh://${jump}`;
}

/** A path in which nothing is expanded, but for a token at its end. */
function quote(path: string, token = ''): string {
  const plain = path.slice(0, path.length - token.length);
  return `"${plain.replaceAll('%', '%%')}${token}"`;
}
