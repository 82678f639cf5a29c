import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Stand } from '../../model/stand';
import { isInLab, isThisMachines } from '../../model/topology/hypervisors';
import { exitCodes, StandError } from '../errors';
import { capture } from '../process';
import { ask } from '../question';

/** Debian's packages, each by a file or program that shows it is installed. */
type Packages = Readonly<Record<string, string>>;

const everywhere: Packages = {
  '/etc/ssl/certs/ca-certificates.crt': 'ca-certificates',
  gpg: 'gpg',
  virsh: 'libvirt-clients',
  mkisofs: 'genisoimage',
  ssh: 'openssh-client',
  ps: 'procps',
};

const lab: Packages = {
  ip: 'iproute2',
  iptables: 'iptables',
  libvirtd: 'libvirt-daemon',
  dnsmasq: 'dnsmasq-base',
  nsenter: 'util-linux',
  mount: 'mount',
};

const containers: Packages = {
  '/usr/lib/libvirt/libvirt_lxc': 'libvirt-daemon-driver-lxc',
  mmdebstrap: 'mmdebstrap',
};

const emulators: Packages = {
  'qemu-system-x86_64': 'qemu-system-x86',
  'qemu-img': 'qemu-utils',
};

/** libvirt's driver that starts QEMU; with this machine's own libvirt its system service comes too. */
const labMachines: Packages = { ...emulators, [driver()]: 'libvirt-daemon-driver-qemu' };
const ownMachines: Packages = {
  ...emulators,
  libvirtd: 'libvirt-daemon',
  '/lib/systemd/system/libvirtd.service': 'libvirt-daemon-system',
  dnsmasq: 'dnsmasq-base',
};

/** What forwards the world's ports, and tells who listens on them. */
const publishers: Packages = { nft: 'nftables', ss: 'iproute2' };

/** What makes the disks that cloud-init of machines reads, wherever those run. */
const seeds: Packages = { xorriso: 'xorriso' };

/** What builds a disk image. */
const builders: Packages = { mmdebstrap: 'mmdebstrap', sfdisk: 'fdisk', mke2fs: 'e2fsprogs' };

/** Names of the missing packages that a stand's hosts need. */
export function missingPackages(
  stand: Pick<Stand, 'hypervisor' | 'hypervisors' | 'networks'>,
): string[] {
  const ofKind = stand.hypervisor === 'lxc' ? containers : labMachines;
  const isLocal = stand.hypervisors.some(isThisMachines);
  const isPublished = stand.networks.some(({ published }) => published);
  return missing({
    ...everywhere,
    ...(isInLab(stand) && { ...lab, ...ofKind }),
    ...(isLocal && ownMachines),
    ...(isPublished && (isLocal || isInLab(stand)) && publishers),
    ...(stand.hypervisor !== 'lxc' && seeds),
  });
}

/** Names of the missing packages whose programs the unit tests run. */
export function missingTestPrograms(): string[] {
  return missing({ ...everywhere, ...seeds, ...publishers });
}

/** Names of the missing packages that build a disk image. */
export function missingImageTools(): string[] {
  return missing({ ...builders, 'qemu-img': 'qemu-utils' });
}

function driver(): string {
  const triplet = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
  return `/usr/lib/${triplet}/libvirt/connection-driver/libvirt_driver_qemu.so`;
}

function missing(packages: Packages): string[] {
  return Object.entries(packages)
    .filter(([program]) => !isInstalled(program))
    .map(([, name]) => name);
}

function isInstalled(program: string): boolean {
  if (program.startsWith('/')) return existsSync(program);
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.some((folder) => existsSync(join(folder, program)));
}

/**
 * Installs packages on this machine, with the user's consent.
 * @param consented true when the command line or CI=true gave it already
 */
export async function installPackages(names: readonly string[], consented: boolean): Promise<void> {
  if (!existsSync('/usr/bin/apt-get')) {
    throw new StandError(
      `these packages are missing, and there is no apt to install them: ${names.join(', ')}; install them by hand`,
      exitCodes.unprepared,
    );
  }
  const question = `Install with apt on this machine: ${names.join(' ')}? [y/N] `;
  if (!consented && !/^y(es)?$/i.test(await ask(question))) {
    throw new StandError(
      `these packages are missing; run apt-get install ${names.join(' ')}`,
      exitCodes.unprepared,
    );
  }
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await aptGet(['update', '--quiet'], env);
  await aptGet(['install', '--yes', '--quiet', '--no-install-recommends', ...names], env);
}

async function aptGet(args: readonly string[], env: Record<string, string>): Promise<void> {
  const { code, output } = await capture('apt-get', args, { env });
  if (code === 0) return;
  throw new StandError(
    [`apt-get ${args[0]} failed:`, ...output.slice(-15)].join('\n'),
    exitCodes.unprepared,
  );
}
