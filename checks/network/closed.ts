import type { Stand } from '../../model/stand';
import { okUnless, type Probe } from '../probe';
import { isLost, type Survey } from './survey';

/**
 * One probe for each host: what no flow declares is dropped, from wherever another host tries. An only host has nobody
 * who could try.
 */
export function closedProbes(stand: Stand, survey: Survey): Probe[] {
  if (stand.hosts.length === 1) return [];
  return stand.hosts.map((receiver) => ({
    group: 'network',
    name: `undeclared ports of ${receiver.name}`,
    expected: 'every attempt from other hosts is dropped',
    next: `./stand ssh ${receiver.name} -- sudo iptables --list INPUT --verbose --numeric`,
    run: async () => {
      const others = stand.hosts.filter((host) => host !== receiver);
      const found = others.map(async (sender) => {
        const { tried } = await survey.reachedFrom(sender);
        return tried
          .filter((one) => one.receiver === receiver && !one.declared)
          .map((one) => ({ ...one, sender }));
      });
      // A host that cannot be reached cannot try either.
      const settled = await Promise.allSettled(found);
      const tried = settled.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
      if (tried.length === 0) return { ok: false, saw: 'no other host could be asked' };
      const through = tried.filter((one) => !isLost(one));
      const ways = through.map(
        ({ sender, protocol, address, port, outcome }) =>
          `${sender.name} reaches ${address}, ${protocol} ${port}: ${outcome}`,
      );
      return okUnless(ways, `${tried.length} attempts were dropped`);
    },
  }));
}
