import { exitCodes, StandError } from '../../../controller/errors';
import { capture } from '../../../controller/process';
import { type HypervisorFacts, jumpHost } from '../../../model/topology/hypervisors';
import type { LibvirtObject, ObjectType } from '../../engine/declared-objects';
import type { Place } from '../../reach/place';

/** The libvirt objects that exist on a hypervisor, by virsh. */
export class LibvirtObjects {
  constructor(
    private readonly place: Place,
    private readonly hypervisor: HypervisorFacts,
  ) {}

  /** @throws StandError when libvirt does not answer, or refuses this user */
  async requireAnswer(): Promise<void> {
    const { code, output } = await this.virsh('uri');
    if (code === 0) return;
    throw new StandError(
      [`libvirt at ${this.uri} cannot be used; ${this.remedy(output)}:`, ...output].join('\n'),
      exitCodes.unprepared,
    );
  }

  private remedy(answer: readonly string[]): string {
    const [, account, port] = /^(.*?)(?::(\d+))?$/.exec(jumpHost(this.hypervisor.uri) ?? '') ?? [];
    if (account) {
      const login = ['ssh', ...(port ? ['-p', port] : []), account].join(' ');
      return `make sure that \`${login} virsh --connect qemu:///system uri\` works from here without a prompt`;
    }
    if (answer.some((line) => /permission denied|authentication/i.test(line)))
      return 'run this with sudo, or join the group libvirt and log in again';
    return 'make sure that libvirtd runs there and that the URI in stand.config.ts is right';
  }

  /** Names of the existing objects, each after its type. */
  async list(pools: readonly string[]): Promise<Set<string>> {
    const names = async (type: ObjectType, ...command: string[]) =>
      (await this.virsh(...command)).lines.map((line) => `${type} ${line.trim()}`);
    const volumes = pools.map(async (pool) => {
      const { code, lines } = await this.virsh('vol-list', '--pool', pool);
      if (code !== 0) return [];
      return lines.slice(2).map((line) => `volume ${pool}/${line.trim().split(/\s+/)[0]}`);
    });
    const found = await Promise.all([
      names('libvirt_network', 'net-list', '--all', '--name'),
      names('libvirt_pool', 'pool-list', '--all', '--name'),
      names('libvirt_domain', 'list', '--all', '--name'),
      ...volumes,
    ]);
    return new Set(found.flat());
  }

  /** The identifier by which the engine imports an object into its state. */
  async idOf({ type, name, pool }: LibvirtObject): Promise<string> {
    const command =
      type === 'libvirt_pool' ? ['pool-uuid', name] : ['vol-key', '--pool', pool, name];
    const { lines } = await this.virsh(...command);
    return (lines[0] ?? '').trim();
  }

  /** Defines a pool on a folder that has disks already. Does nothing where there is no such folder. */
  async findPool(name: string, folder: string): Promise<void> {
    await this.virsh('pool-define-as', name, 'dir', '--target', folder);
    const { code } = await this.virsh('pool-start', name);
    await this.virsh(code === 0 ? 'pool-autostart' : 'pool-undefine', name);
  }

  /** Removes an object, even one that is running. */
  async remove({ type, name, pool }: LibvirtObject): Promise<void> {
    const commands: Record<ObjectType, string[][]> = {
      libvirt_network: [
        ['net-destroy', name],
        ['net-undefine', name],
      ],
      libvirt_pool: [
        ['pool-destroy', name],
        ['pool-undefine', name],
      ],
      libvirt_volume: [['vol-delete', '--pool', pool, name]],
      libvirt_domain: [
        ['destroy', name],
        ['undefine', name],
      ],
    };
    // The first fails on what is not running, which does no harm.
    for (const command of commands[type]) await this.virsh(...command);
  }

  /** The addresses of its networks, with the networks' names. */
  async addresses(): Promise<{ network: string; address: string }[]> {
    const { lines } = await this.virsh('net-list', '--all', '--name');
    const names = lines.map((line) => line.trim()).filter(Boolean);
    const found = names.map(async (network) => {
      const { lines: xml } = await this.virsh('net-dumpxml', network);
      return [...xml.join('\n').matchAll(/<ip\b[^>]*\baddress='([\d.]+)'/g)].map(([, address]) => ({
        network,
        address: address as string,
      }));
    });
    return (await Promise.all(found)).flat();
  }

  private get uri(): string {
    return this.hypervisor.uri ?? 'qemu:///system';
  }

  private virsh(...command: string[]) {
    const [entry, ...args] = this.place.inside([
      'virsh',
      ...['--quiet', '--connect', this.uri],
      ...command,
    ]);
    return capture(entry, args);
  }
}
