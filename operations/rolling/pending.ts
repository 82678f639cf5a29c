import type { PendingUpdates } from '../../model/services/pending-updates';
import type { Host } from '../../model/topology/hosts';
import type { Operator } from '../operator';

/** What waits on a host. */
export interface HostUpdates extends PendingUpdates {
  readonly host: string;
}

/** Asks hosts side by side what waits there. @param refresh whether they ask their mirrors first */
export function pendingUpdates(
  operator: Operator,
  hosts: readonly Host[],
  refresh: boolean,
): Promise<HostUpdates[]> {
  return Promise.all(
    hosts.map(async (host) => {
      const said = await operator.on<PendingUpdates>(host, 'pending_updates.py', { refresh });
      return { host: host.name, ...said };
    }),
  );
}

/** Whether there is anything to do on a host. */
export function waits({ packages, reboot, outdated }: PendingUpdates): boolean {
  return packages.length > 0 || reboot !== null || outdated.length > 0;
}

/** What waits, as lines for people. */
export function updatesText(hosts: readonly HostUpdates[]): string {
  const lines = hosts.flatMap(({ host, packages, reboot, outdated }) => [
    `${host}: ${packages.length === 0 ? 'no update waits' : `${packages.length} updates wait`}`,
    ...packages.map(
      ({ name, from, to, security }) =>
        `    ${name} ${from ?? 'new'} → ${to}${security ? ' (security)' : ''}`,
    ),
    ...(reboot === null ? [] : [`    a reboot is due: ${reboot}`]),
    ...(outdated.length === 0 ? [] : [`    replaced code runs in ${outdated.join(', ')}`]),
  ]);
  return `${lines.join('\n')}\n`;
}
