import type { Variables } from '../../model/description/variables';
import { ownVariables, sharedVariables } from '../../model/services/role-variables';
import type { Service, Stand } from '../../model/stand';
import { hostsOf } from '../../model/topology/groups';
import type { Host } from '../../model/topology/hosts';

/** The variables of a service's role. */
export interface RoleVariables {
  readonly service: Service;
  readonly shared: Variables;
  /** By host. */
  readonly own: ReadonlyMap<Host, Variables>;
}

export function roleVariables(stand: Stand, service: Service): RoleVariables {
  const hosts = hostsOf(stand, service.group);
  return {
    service,
    shared: sharedVariables(stand, service),
    own: new Map(hosts.map((host) => [host, ownVariables(stand, service, host)])),
  };
}
