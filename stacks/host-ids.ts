import type { ITerraformDependable } from 'cdktf';
import type { Host } from '../model/topology/hosts';

/** What declares the hosts, whatever they are. */
export interface HostIds {
  /** A reference to what changes when a host is replaced. */
  idOf(host: Host): string;
  /** What brings hosts to their described size, in place. */
  readonly definitions: ITerraformDependable;
}
