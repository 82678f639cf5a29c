import type { Host } from '../model/topology/hosts';
import type { Operator } from '../operations/operator';
import type { LibvirtDomain } from '../stacks/libvirt-domain';

/** Ways in which a stand loses its primary. */
export const lossNames = ['switchover', 'crash', 'host', 'network', 'freeze'] as const;
export type LossName = (typeof lossNames)[number];

export interface Loss {
  /** What happens to the primary, in words. */
  readonly what: string;
  /** Longest time without an acknowledged write, in seconds. */
  readonly limit: number;
  /** Resolves once it has happened. */
  readonly cause: (primary: Host, standby: Host) => Promise<void>;
  /** Lets the old primary come back. */
  readonly mend: (primary: Host) => Promise<void>;
}

/** Longest time for which a drill keeps a host away, in seconds; then it comes back by itself. */
const longest = 120;

export function lossesOf(
  operator: Operator,
  domain: (host: Host) => LibvirtDomain,
): Readonly<Record<LossName, Loss>> {
  const virsh = (action: string, host: Host) => {
    const { uri, name } = domain(host);
    return operator.command(['virsh', '--quiet', '--connect', uri, action, name]);
  };
  const away = new Map<Host, Promise<unknown>>();
  const mend = async (primary: Host) => {
    await operator.on(primary, 'mend.py');
    await away.get(primary);
  };
  return {
    switchover: {
      what: 'switchover',
      limit: 4,
      cause: (primary, standby) =>
        operator.on(primary, 'hand_over.py', { leader: primary.name, candidate: standby.name }),
      mend: async () => {},
    },
    crash: {
      what: 'crash of PostgreSQL',
      limit: 6,
      cause: (primary) => operator.on(primary, 'crash.py'),
      mend: async () => {},
    },
    host: {
      what: 'loss of the host',
      limit: 27,
      cause: (primary) => virsh('destroy', primary),
      mend: (primary) => virsh('start', primary),
    },
    network: {
      what: 'cut from the network',
      limit: 27,
      cause: async (primary) => {
        const address = primary.serviceAddress;
        away.set(primary, operator.on(primary, 'cut.py', { address, seconds: longest }));
      },
      mend,
    },
    freeze: {
      what: 'freeze of Patroni',
      limit: 27,
      cause: async (primary) => {
        away.set(primary, operator.on(primary, 'freeze.py', { seconds: longest }));
      },
      mend,
    },
  };
}
