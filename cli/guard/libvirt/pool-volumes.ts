import { StandError } from '../../../controller/errors';
import type { Captured } from '../../../controller/process';
import { requireCopied } from '../../../lab/require-copied';
import type { HypervisorFacts } from '../../../model/topology/hypervisors';
import { eventually } from '../../../operations/eventually';
import type { Place } from '../../reach/place';
import { LibvirtObjects } from './objects';
import { Virsh, volumeNames } from './virsh';

/** Seconds for a clone to end that a killed program asked for: libvirt goes on with it, and removes neither side before. */
const patience = 900;

/** Milliseconds between two attempts. */
const rest = 2000;

/** The volumes of a pool on a hypervisor, by virsh. */
export class PoolVolumes {
  private readonly virsh: Virsh;

  constructor(
    private readonly place: Place,
    private readonly hypervisor: HypervisorFacts,
    private readonly pool: string,
  ) {
    this.virsh = new Virsh(place, hypervisor);
  }

  /** Has the pool ready, wherever libvirt has been stopped or has forgotten it. */
  async open(folder: string): Promise<void> {
    if (!(await this.isOpen()))
      await new LibvirtObjects(this.place, this.hypervisor).findPool(this.pool, folder);
  }

  async isOpen(): Promise<boolean> {
    const { lines } = await this.succeed('pool-list', '--name');
    return lines.some((line) => line.trim() === this.pool);
  }

  /** Names of all, whole or not. */
  async names(): Promise<string[]> {
    return volumeNames(await this.succeed('vol-list', '--pool', this.pool));
  }

  /** MiB that some of them take, and that are free beside them. */
  async room(names: readonly string[]): Promise<{ needed: number; free: number }> {
    await this.succeed('pool-refresh', this.pool);
    const sizes = await Promise.all(names.map((name) => this.bytes(name, 'Allocation')));
    const { lines } = await this.succeed('pool-info', '--bytes', this.pool);
    const needed = sizes.reduce((sum, size) => sum + size, 0);
    return {
      needed: Math.ceil(needed / 2 ** 20),
      free: Math.floor(read(lines, 'Available') / 2 ** 20),
    };
  }

  /** Copies one that no machine uses. @throws StandError unless the copy is whole */
  async clone(name: string, copy: string): Promise<void> {
    requireCopied(await this.virsh.run('vol-clone', '--pool', this.pool, name, copy));
    const [size, copied] = [await this.bytes(name, 'Capacity'), await this.bytes(copy, 'Capacity')];
    if (size !== copied)
      throw new StandError(
        `${copy} has ${copied} bytes, and ${name}, of which it is a copy, ${size}`,
      );
  }

  /** Removes one, if it is there. */
  async remove(name: string): Promise<void> {
    if (!(await this.names()).includes(name)) return;
    const command = ['vol-delete', '--pool', this.pool, name];
    const wait = async () => {
      const captured = await this.virsh.run(...command);
      if (captured.output.some((line) => line.includes(' is still ')))
        throw this.failure(command, captured);
      return captured;
    };
    const captured = await eventually(patience, wait, rest);
    if (captured.code !== 0) throw this.failure(command, captured);
  }

  private async bytes(name: string, what: 'Capacity' | 'Allocation'): Promise<number> {
    const { lines } = await this.succeed('vol-info', '--bytes', '--pool', this.pool, name);
    return read(lines, what);
  }

  private async succeed(...command: string[]): Promise<Captured> {
    const captured = await this.virsh.run(...command);
    if (captured.code !== 0) throw this.failure(command, captured);
    return captured;
  }

  private failure([command]: readonly string[], { output }: Captured): StandError {
    return new StandError(
      [`libvirt at ${this.virsh.uri}: ${command} failed:`, ...output].join('\n'),
    );
  }
}

function read(lines: readonly string[], what: string): number {
  const line = lines.find((text) => text.startsWith(`${what}:`));
  return Number.parseInt(line?.slice(what.length + 1) ?? '', 10);
}
