import type { Variables } from '../description/variables';
import type { Service, Stand } from '../stand';
import { isEmulated } from '../topology/emulation';
import type { Host } from '../topology/hosts';

/** Variables of a service's role on all its hosts alike. */
export function sharedVariables(stand: Stand, service: Service): Variables {
  return {
    ...service.variables(stand),
    ...(isEmulated(stand) && service.emulated),
    ...stand.settings[service.name],
  };
}

/** Variables of a service's role on one of its hosts besides. */
export function ownVariables(stand: Stand, service: Service, host: Host): Variables {
  return service.hostVariables?.(stand, host) ?? {};
}
