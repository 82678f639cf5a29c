import type { Group } from './groups';
import type { Host } from './hosts';
import type { Network } from './networks';

/** Which hosts there are, in which groups, and which networks they are attached to. */
export interface Topology {
  readonly networks: readonly Network[];
  readonly hosts: readonly Host[];
  readonly groups: readonly Group[];
}
