import { StandError } from '../../controller/errors';
import type { Stand } from '../../model/stand';
import { hostsOf } from '../../model/topology/groups';
import type { Host } from '../../model/topology/hosts';
import { readRoles } from '../cluster';
import { eventually } from '../eventually';
import type { Operator } from '../operator';
import type { Phase } from '../phase';
import { rollingOrder } from './order';
import { makeReady, takeBack } from './ready';

/** What is done on each host, and how it is seen that all is well. */
export interface RollingWork {
  readonly act: (host: Host) => Promise<void>;
  /** Rejects with what is wrong with what hosts do together, and with the host where one is given. */
  readonly look: (host?: Host) => Promise<void>;
  /** Longest time until all is well again after the work on a host, in seconds. */
  readonly seconds: number;
  readonly tell: Phase;
  /** Is told of a single host that cannot hand over what it does, and goes as it is; without this, that ends it. */
  readonly mend?: (host: Host, why: Error) => void;
}

/** How far it came. */
export interface Rolled {
  readonly done: readonly Host[];
  /** Hosts that were not touched, or the first of which is not well. */
  readonly left: readonly Host[];
  /** What stopped it; undefined when nothing did. */
  readonly fault?: string;
}

/** Longest wait for a sound stand before the first host is touched, in seconds. */
const beforehand = 30;

/**
 * Works on one host after another. Each is relieved of what it does first, and the next one waits until all
 * is well again. The first host that does not get well ends it.
 * @throws StandError before anything is done when the stand is not well
 */
export async function roll(
  stand: Stand,
  operator: Operator,
  hosts: readonly Host[],
  work: RollingWork,
): Promise<Rolled> {
  if (hosts.length === 0) return { done: [], left: [] };
  await eventually(beforehand, () => work.look()).catch((error: Error) => {
    throw new StandError(`the stand is not well, so no host was touched: ${error.message}`);
  });
  const mend = hosts.length === 1 ? work.mend : undefined;
  const ordered = rollingOrder(
    stand,
    hosts,
    await primaryOf(stand, operator, work.mend !== undefined),
  );
  for (const [index, host] of ordered.entries()) {
    try {
      await step(stand, operator, host, work, mend);
    } catch (error) {
      const fault = `${host.name}: ${(error as Error).message}`;
      return { done: ordered.slice(0, index), left: ordered.slice(index), fault };
    }
  }
  return { done: ordered, left: [] };
}

async function step(
  stand: Stand,
  operator: Operator,
  host: Host,
  { act, look, seconds, tell }: RollingWork,
  mend: RollingWork['mend'],
): Promise<void> {
  await makeReady(stand, operator, host, tell).catch((error: Error) => {
    if (!mend) throw error;
    mend(host, error);
  });
  try {
    await act(host);
  } catch (error) {
    await takeBack(stand, operator, host).catch(() => {});
    throw error;
  }
  await takeBack(stand, operator, host);
  await tell(`${host.name} and the others are well`, () =>
    eventually(seconds, () => look(host), 1000),
  );
}

/** Without a primary the hosts still have an order. @param mends whether the work may be what databases lack */
async function primaryOf(
  stand: Stand,
  operator: Operator,
  mends: boolean,
): Promise<Host | undefined> {
  const hosts = hostsOf(stand, 'psqlserver');
  if (hosts.length === 0) return undefined;
  return readRoles(hosts, operator).then(
    ({ primary }) => primary,
    (error) => {
      if (!mends) throw error;
      return undefined;
    },
  );
}
