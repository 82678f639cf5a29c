import { type Captured, capture } from '../../../controller/process';
import type { HypervisorFacts } from '../../../model/topology/hypervisors';
import type { Place } from '../../reach/place';

/** libvirt's program, put to one hypervisor. */
export class Virsh {
  constructor(
    private readonly place: Place,
    private readonly hypervisor: Pick<HypervisorFacts, 'uri'>,
  ) {}

  get uri(): string {
    return this.hypervisor.uri ?? 'qemu:///system';
  }

  run(...command: string[]): Promise<Captured> {
    const [entry, ...args] = this.place.inside([
      'virsh',
      ...['--quiet', '--connect', this.uri],
      ...command,
    ]);
    return capture(entry, args);
  }
}

/** Names in what `vol-list` prints: of each volume its name and path, without a heading as virsh is quiet. */
export function volumeNames({ lines }: Pick<Captured, 'lines'>): string[] {
  return lines.flatMap((line) => line.trim().split(/\s+/)[0] || []);
}
