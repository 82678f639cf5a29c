import { existsSync, readFileSync, statfsSync } from 'node:fs';
import { freemem } from 'node:os';
import { dirname } from 'node:path';
import type { Stand } from '../../model/stand';
import type { Host } from '../../model/topology/hosts';
import { isInLab, isThisMachines } from '../../model/topology/hypervisors';
import { contains, formatCidr, parseAddress } from '../../model/topology/ipv4';
import { exitCodes, StandError } from '../errors';
import { hasKvm } from './kvm';

/** A requirement of the stand that this machine does not meet. */
export interface MissingRequirement {
  readonly what: string;
  readonly remedy: string;
}

/** What preflight looks at; read from the machine by `readMachine`. */
export interface Machine {
  readonly platform: string;
  readonly isRoot: boolean;
  readonly freeMemoryMiB: number;
  readonly freeDiskMiB: number;
  readonly fileSystems: readonly string[];
  /** Cgroup controllers of either version. */
  readonly controllers: readonly string[];
  readonly nameservers: readonly string[];
  readonly hasKvm: boolean;
}

/** A container's processes took 130 MiB when measured; the rest is for the page cache and a build. */
const memoryMiBPerContainer = 250;
/** QEMU's own beside a machine's memory; software emulation keeps the code that it has translated. */
const memoryMiBOfQemu = { kvm: 300, qemu: 1000 };
/** Image, toolchain, package cache and containers' own files took 5 GiB when measured. */
const diskMiB = 8 * 1024;
/** What a virtual machine's disks hold after the first deployment is 2 GiB; the rest is room to live. */
const diskMiBPerMachine = 4 * 1024;
/** libvirt refuses to start a container without these. @see https://libvirt.org/drvlxc.html */
const neededControllers = ['cpuacct', 'devices', 'memory'];

/**
 * Every requirement of running this stand's hosts that this machine does not meet.
 * @param running hosts that already have their memory and disk
 */
export function missingRequirements(
  machine: Machine,
  stand: Stand,
  running: ReadonlySet<Host> = new Set(),
): MissingRequirement[] {
  const isContained = stand.hypervisor === 'lxc';
  const here = hostsHere(stand);
  const coming = here.filter((host) => !running.has(host));
  const memoryMiB = neededMemoryMiB(stand.hypervisor, coming);
  const neededDiskMiB = diskMiB + (isContained ? 0 : diskMiBPerMachine * coming.length);
  const requirements: (MissingRequirement | false)[] = [
    machine.platform !== 'linux' && {
      what: `the operating system must be Linux; got ${machine.platform}`,
      remedy: 'run ./stand on Linux',
    },
    stand.hypervisor === 'kvm' &&
      here.length > 0 &&
      !machine.hasKvm && {
        what: 'kvm needs a working /dev/kvm; this machine has none',
        remedy: 'enable virtualisation in the firmware, or choose the hypervisor qemu or lxc',
      },
    isInLab(stand) &&
      !machine.isRoot && {
        what: 'the lab needs root to create namespaces and mounts',
        remedy: 'run sudo ./stand up',
      },
    machine.freeMemoryMiB < memoryMiB && {
      what: `${coming.length} hosts to start need ${memoryMiB} MiB of memory; ${machine.freeMemoryMiB} MiB are free`,
      remedy: 'stop other programs, or describe fewer hosts',
    },
    machine.freeDiskMiB < neededDiskMiB && {
      what: `the stand needs ${neededDiskMiB} MiB of disk; ${machine.freeDiskMiB} MiB are free`,
      remedy: 'free some, or put STAND_CACHE or the pool on another disk',
    },
    isContained &&
      !machine.fileSystems.includes('overlay') && {
        what: 'the kernel has no overlayfs',
        remedy: 'run modprobe overlay, or boot a kernel that has it',
      },
    ...(isContained ? missingControllers(machine) : []),
    ...(isInLab(stand) ? hiddenNameservers(machine, stand) : []),
  ];
  return requirements.filter((requirement) => requirement !== false);
}

/** Hosts that this machine runs itself. */
function hostsHere({ hosts, hypervisors }: Stand): Host[] {
  const elsewhere = hypervisors.filter((known) => known.uri && !isThisMachines(known));
  return hosts.filter(({ hypervisor }) => !elsewhere.some(({ name }) => name === hypervisor));
}

function neededMemoryMiB(hypervisor: Stand['hypervisor'], hosts: readonly Host[]): number {
  if (hypervisor === 'lxc') return memoryMiBPerContainer * hosts.length;
  return hosts.reduce((sum, { memoryMiB }) => sum + memoryMiB + memoryMiBOfQemu[hypervisor], 0);
}

function missingControllers({ controllers }: Machine): MissingRequirement[] {
  // In cgroup v2 device access is a BPF program and accounting part of the cpu controller.
  const unified = controllers.includes('unified');
  const needed = unified ? ['cpu', 'memory'] : neededControllers;
  const missing = needed.filter((name) => !controllers.includes(name));
  if (missing.length === 0) return [];
  const what = `the cgroup controllers ${missing.join(', ')} are missing`;
  return [
    { what, remedy: 'mount the cgroup file system and enable them on the kernel command line' },
  ];
}

function hiddenNameservers({ nameservers }: Machine, stand: Stand): MissingRequirement[] {
  return nameservers.flatMap((server) => {
    const address = parseAddress(server);
    const network = stand.networks.find(
      ({ cidr }) => address !== undefined && contains(cidr, address),
    );
    if (!network) return [];
    return [
      {
        what: `this machine's name server ${server} is in the range of the stand's network '${network.name}', ${formatCidr(network.cidr)}`,
        remedy: 'give that network another range in stand.config.ts',
      },
    ];
  });
}

/** @param folders where the stand's files will be; some need not be there yet */
export function readMachine(folders: readonly string[], nameservers: readonly string[]): Machine {
  return {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    freeMemoryMiB: Math.floor(availableMemory() / 2 ** 20),
    freeDiskMiB: Math.min(...folders.map(freeMiB)),
    fileSystems: read('/proc/filesystems').split(/\s+/),
    controllers: cgroupControllers(),
    nameservers,
    hasKvm: hasKvm(),
  };
}

/** @throws StandError that lists every missing requirement with its remedy */
export function requirePrepared(missing: readonly MissingRequirement[]): void {
  if (missing.length === 0) return;
  const lines = missing.map(({ what, remedy }) => `  ${what}; ${remedy}`);
  throw new StandError(['this machine is not ready:', ...lines].join('\n'), exitCodes.unprepared);
}

function freeMiB(folder: string): number {
  if (!existsSync(folder)) return freeMiB(dirname(folder));
  const { bavail, bsize } = statfsSync(folder);
  return Math.floor((bavail * bsize) / 2 ** 20);
}

function availableMemory(): number {
  const [, kibibytes] = /^MemAvailable:\s+(\d+) kB/m.exec(read('/proc/meminfo')) ?? [];
  return kibibytes ? Number(kibibytes) * 1024 : freemem();
}

function cgroupControllers(): string[] {
  const unified = read('/sys/fs/cgroup/cgroup.controllers').trim();
  if (unified) return ['unified', ...unified.split(' ')];
  const enabled = read('/proc/cgroups')
    .split('\n')
    .map((line) => line.split('\t'));
  return enabled.filter(([, , , on]) => on === '1').map(([name]) => name as string);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
