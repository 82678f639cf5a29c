import { services } from '../../model/services';
import { servicesOf } from '../../model/services/service';
import type { Service, Stand } from '../../model/stand';
import { type HostRecord, hostRecords } from '../../stacks/host-records';
import type { Plan } from '../engine/plan';
import { hostChanges } from '../guard/host-changes';

/** A host that has services which the description gives it no longer. */
export interface Departure {
  readonly host: string;
  /** Where it is managed. */
  readonly address: string;
  /** Whether the whole host goes. */
  readonly isRemoved: boolean;
  /** What leaves it, each after those that need it. */
  readonly services: readonly Service[];
}

/** The hosts as they were deployed last; none where that was before they were written down. */
export function recordedHosts({ output_changes }: Plan): Readonly<Record<string, HostRecord>> {
  return (output_changes?.[hostRecords]?.before ?? {}) as Readonly<Record<string, HostRecord>>;
}

export function departures(plan: Plan, stand: Stand): Departure[] {
  const gone = hostChanges(plan).filter(({ action }) => action === 'remove');
  const absent = stand.absent.map(({ service }) => service.name);
  return Object.entries(recordedHosts(plan)).flatMap(([name, record]): Departure[] => {
    const host = stand.hosts.find((described) => described.name === name);
    const isRemoved = gone.some((change) => change.host === name);
    if (!host && !isRemoved) return [];
    const kept = [
      ...absent,
      ...(host ? servicesOf(stand, host).map((service) => service.name) : []),
    ];
    const leaving = services.filter(
      ({ name, group }) =>
        record.services.includes(name) && !kept.includes(name) && group !== 'all',
    );
    if (leaving.length === 0) return [];
    return [{ host: name, address: record.address, isRemoved, services: [...leaving].reverse() }];
  });
}
