import type { Flow } from '../description/flow';
import type { Topology } from '../topology/topology';

/** What is allowed to go between which hosts. */
export interface Traffic extends Topology {
  readonly flows: readonly Flow[];
}
