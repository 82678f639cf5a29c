import { exitCodes, StandError } from '../../controller/errors';
import { servicesOf } from '../../model/services/service';
import type { Stand } from '../../model/stand';
import { type Departure, recordedHosts } from '../changes/departures';
import type { Plan } from '../engine/plan';
import { hostChanges } from './host-changes';
import { otherReleaseRemedy } from './host-guard';

/** Services that survive the loss of a host, as long as another one is there. */
const redundant = ['postgresql', 'ejabberd', 'etcd'];

/**
 * What a plan would take at once that must not be away together, in words: all hosts of a service, most
 * of those whose majority decides, or the backups and what they are of. No option allows that.
 * @param unfinished hosts that a killed run left half done: they have nothing to lose
 */
export function takenTogether(
  plan: Plan,
  stand: Stand,
  leaving: readonly Departure[],
  unfinished: readonly string[] = [],
): string[] {
  const changes = hostChanges(plan).filter(
    ({ host, action, failed }) => action !== 'create' && !failed && !unfinished.includes(host),
  );
  const replaced = changes.filter(({ action }) => action === 'replace').map(({ host }) => host);
  const goes = (host: string, service: string) =>
    replaced.includes(host) || leavesFor(leaving, host, service);
  const all = redundant.flatMap((service) => {
    const hosts = hostsWith(plan, stand, service);
    if (hosts.length === 0 || !hosts.every((host) => goes(host, service))) return [];
    // A single one can be made anew with its data, but not leave it to a stranger.
    const isTaken = hosts.length > 1 || hosts.some((host) => !replaced.includes(host));
    return isTaken ? [`all hosts of ${service} (${hosts.join(', ')})`] : [];
  });
  const going = (service: string) =>
    hostsWith(plan, stand, service).filter((host) => goes(host, service));
  const pairs = going('bacula_director').flatMap((backup) =>
    going('postgresql')
      .filter((database) => database !== backup)
      .map((database) => `the backups on ${backup} together with the databases on ${database}`),
  );
  return [...all, ...majority(plan, stand, leaving, replaced), ...pairs.slice(0, 1)];
}

/** Writes wait while most members of etcd are away. Those that leave are taken out one by one, and count no more. */
function majority(
  plan: Plan,
  stand: Stand,
  leaving: readonly Departure[],
  replaced: readonly string[],
): string[] {
  const members = hostsWith(plan, stand, 'etcd').filter(
    (host) => !leavesFor(leaving, host, 'etcd'),
  );
  const away = members.filter((host) => replaced.includes(host));
  const isMost = away.length > 1 && away.length * 2 >= members.length;
  return isMost && away.length < members.length ? [`most hosts of etcd (${away.join(', ')})`] : [];
}

/** @param asked as for `takenTogether` @throws StandError with what would be taken together, and the way to do it one by one */
export function refuseTogether(...asked: Parameters<typeof takenTogether>): void {
  const taken = takenTogether(...asked);
  if (taken.length > 0)
    throw new StandError(`nothing was changed: ${togetherText(taken)}`, exitCodes.invalid);
}

export function togetherText(taken: readonly string[]): string {
  return [
    'this would take at once what must not be away together, and no option allows that:',
    ...taken.map((line) => `  ${line}`),
    'change one host at a time: ./stand up with the change of the first, then, when ./stand check passes, with that of the next;',
    'to move a service to other hosts, add it there first, and take it from the former ones later.',
    otherReleaseRemedy,
    'Where all must change at once for another reason, ./stand down keeps all data, and ./stand up takes it into use again',
  ].join('\n');
}

/** Before hosts were written down, the description alone says what is on them. */
function hostsWith(plan: Plan, stand: Stand, service: string): string[] {
  const recorded = Object.entries(recordedHosts(plan));
  if (recorded.length > 0)
    return recorded.filter(([, { services }]) => services.includes(service)).map(([name]) => name);
  return stand.hosts
    .filter((host) => servicesOf(stand, host).some(({ name }) => name === service))
    .map(({ name }) => name);
}

function leavesFor(leaving: readonly Departure[], host: string, service: string): boolean {
  return leaving.some(
    (departure) =>
      departure.host === host && departure.services.some(({ name }) => name === service),
  );
}
