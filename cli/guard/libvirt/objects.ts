import { exitCodes, StandError } from '../../../controller/errors';
import { type HypervisorFacts, jumpHost } from '../../../model/topology/hypervisors';
import type { LibvirtObject, ObjectType } from '../../engine/declared-objects';
import type { Place } from '../../reach/place';
import { Virsh, volumeNames } from './virsh';

/** The libvirt objects that exist on a hypervisor, by virsh. */
export class LibvirtObjects {
  private readonly virsh: Virsh;

  constructor(
    place: Place,
    private readonly hypervisor: HypervisorFacts,
  ) {
    this.virsh = new Virsh(place, hypervisor);
  }

  /** @throws StandError when libvirt does not answer, or refuses this user */
  async requireAnswer(): Promise<void> {
    const { code, output } = await this.virsh.run('uri');
    if (code === 0) return;
    throw new StandError(
      [`libvirt at ${this.virsh.uri} cannot be used; ${this.remedy(output)}:`, ...output].join(
        '\n',
      ),
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
      (await this.virsh.run(...command)).lines.map((line) => `${type} ${line.trim()}`);
    const volumes = pools.map(async (pool) => {
      const listed = await this.virsh.run('vol-list', '--pool', pool);
      if (listed.code !== 0) return [];
      return volumeNames(listed).map((name) => `volume ${pool}/${name}`);
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
    const { lines } = await this.virsh.run(...command);
    return (lines[0] ?? '').trim();
  }

  /** Defines a pool on a folder that has disks already. Does nothing where there is no such folder. */
  async findPool(name: string, folder: string): Promise<void> {
    await this.virsh.run('pool-define-as', name, 'dir', '--target', folder);
    const { code } = await this.virsh.run('pool-start', name);
    await this.virsh.run(code === 0 ? 'pool-autostart' : 'pool-undefine', name);
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
    for (const command of commands[type]) await this.virsh.run(...command);
  }

  /** The addresses of its networks, with the networks' names. */
  async addresses(): Promise<{ network: string; address: string }[]> {
    const { lines } = await this.virsh.run('net-list', '--all', '--name');
    const names = lines.map((line) => line.trim()).filter(Boolean);
    const found = names.map(async (network) => {
      const { lines: xml } = await this.virsh.run('net-dumpxml', network);
      return [...xml.join('\n').matchAll(/<ip\b[^>]*\baddress='([\d.]+)'/g)].map(([, address]) => ({
        network,
        address: address as string,
      }));
    });
    return (await Promise.all(found)).flat();
  }
}
