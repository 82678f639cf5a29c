import type { Reachable } from '../controller/agent/reach';
import { unitsOf } from '../model/services/service';
import type { Service, Stand } from '../model/stand';
import type { Operator } from './operator';

/** A host, and the services that leave it. */
export interface Leaving {
  readonly host: Reachable;
  /** Each after those that need it. */
  readonly services: readonly Service[];
}

/**
 * Makes hosts leave what services form together, one host after another, and stops the services there for
 * good. What they keep stays. Running it twice is fine.
 * @param told is called with each service that has left a host
 */
export async function leave(
  stand: Stand,
  operator: Operator,
  all: readonly Leaving[],
  told: (service: string, host: string) => void,
): Promise<void> {
  for (const { host, services } of all) {
    for (const service of services) {
      const leaving = all.filter((other) => other.services.includes(service));
      const names = leaving.map((other) => other.host.name);
      if (service.leave) await operator.on(host, service.leave, { leaving: names });
      await operator.on(host, 'stop_units.py', unitsOf(service, stand));
      told(service.name, host.name);
    }
  }
}
