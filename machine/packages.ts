import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { exitCodes, StandError } from './errors';
import { capture } from './process';

/** Debian's packages by a program of each that shows that it is there. */
const labPackages: Readonly<Record<string, string>> = {
  '/etc/ssl/certs/ca-certificates.crt': 'ca-certificates',
  gpg: 'gpg',
  ip: 'iproute2',
  iptables: 'iptables',
  libvirtd: 'libvirt-daemon',
  '/usr/lib/libvirt/libvirt_lxc': 'libvirt-daemon-driver-lxc',
  virsh: 'libvirt-clients',
  dnsmasq: 'dnsmasq-base',
  mmdebstrap: 'mmdebstrap',
  mkisofs: 'genisoimage',
  'ssh-keygen': 'openssh-client',
  ps: 'procps',
  nsenter: 'util-linux',
  mount: 'mount',
};

/** Names of the lab's packages that this machine lacks. */
export function missingLabPackages(): string[] {
  return Object.entries(labPackages)
    .filter(([program]) => !isInstalled(program))
    .map(([, name]) => name);
}

function isInstalled(program: string): boolean {
  if (program.startsWith('/')) return existsSync(program);
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.some((folder) => existsSync(join(folder, program)));
}

/**
 * Installs packages on this machine, with the user's consent.
 * @param consented true when the command line or CI=true gave it already
 */
export async function installPackages(names: readonly string[], consented: boolean): Promise<void> {
  if (!existsSync('/usr/bin/apt-get')) {
    throw new StandError(
      `this machine lacks ${names.join(', ')} and has no apt; install them`,
      exitCodes.unprepared,
    );
  }
  if (!consented && !(await confirm(`Install with apt on this machine: ${names.join(' ')}?`))) {
    throw new StandError(`needed: apt-get install ${names.join(' ')}`, exitCodes.unprepared);
  }
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await aptGet(['update', '--quiet'], env);
  await aptGet(['install', '--yes', '--quiet', '--no-install-recommends', ...names], env);
}

async function aptGet(args: readonly string[], env: Record<string, string>): Promise<void> {
  const { code, lines } = await capture('apt-get', args, { env });
  if (code === 0) return;
  throw new StandError(
    [`apt-get ${args[0]} failed:`, ...lines.slice(-15)].join('\n'),
    exitCodes.unprepared,
  );
}

async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}
