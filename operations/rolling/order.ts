import type { Stand } from '../../model/stand';
import { hostsOf } from '../../model/topology/groups';
import type { Host } from '../../model/topology/hosts';

/**
 * Hosts in the order in which they go, the ones first whose loss would cost least: what is wrong with
 * the work itself shows there. The primary comes after its standbys, so that it hands over once; the
 * gateway last, since all others need it.
 * @param primary undefined where there is none
 */
export function rollingOrder(
  stand: Stand,
  hosts: readonly Host[],
  primary: Host | undefined,
): Host[] {
  const isIn = (group: string) => (host: Host) => hostsOf(stand, group).includes(host);
  const heavier = [
    isIn('ejserver'),
    isIn('psqlserver'),
    (host: Host) => host === primary,
    isIn('gwserver'),
  ];
  const weight = (host: Host) => heavier.map((is) => is(host)).lastIndexOf(true);
  return [...hosts].sort((one, other) => weight(one) - weight(other));
}
