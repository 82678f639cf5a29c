import { setTimeout as sleep } from 'node:timers/promises';
import { StandError } from '../controller/errors';
import type { Stand } from '../model/stand';
import { hostsOf } from '../model/topology/groups';
import type { Host } from '../model/topology/hosts';
import { readRoles, wholeCluster } from '../operations/cluster';
import { eventually } from '../operations/eventually';
import type { Operator } from '../operations/operator';
import type { Loss, LossName } from './losses';
import { type Messages, Messaging } from './messages';
import { Writers, type Writes } from './writers';

/** How one loss of the primary affected users. Times are in seconds. */
export interface FailoverResult {
  readonly loss: LossName;
  readonly what: string;
  /** The primary before, and after. */
  readonly from: string;
  readonly to: string;
  /** Longest time without an acknowledged write, of the writers on all nodes. */
  readonly outage: number;
  readonly outageLimit: number;
  /** From the moment the old primary could come back until all standbys streamed. */
  readonly rejoin: number;
  readonly writes: readonly Writes[];
  readonly messages: Messages;
  /** What users noticed beyond what is allowed; empty when the stand survived the loss. */
  readonly faults: readonly string[];
}

/** The whole drill takes this long at most, in seconds; what users notice is far shorter. */
const limit = 300;

/** Takes down the primary while clients write, and waits until the cluster is whole. */
export async function drillFailover(
  { stand, operator, authority }: { stand: Stand; operator: Operator; authority: string },
  name: LossName,
  loss: Loss,
): Promise<FailoverResult> {
  const { primary, standby } = await bothSides(stand, operator);
  const run = `drill-${Date.now()}`;
  const writers = new Writers(operator, hostsOf(stand, 'ejserver'), run, limit);
  const messaging = new Messaging(operator, stand, authority, run, limit);
  let to: Host;
  let rejoin: number;
  try {
    await Promise.all([writers.progress(20, 60), messaging.flowing(60)]);
    await loss.cause(primary, standby);
    try {
      to = await successor(stand, operator, primary);
      await writers.progress(10, 60);
    } finally {
      await loss.mend(primary);
    }
    const mended = Date.now();
    await wholeCluster(stand, operator, 120);
    rejoin = (Date.now() - mended) / 1000;
    await writers.progress(20, 30);
    // Something may still break when the old primary is back.
    await sleep(2000);
  } catch (error) {
    await Promise.allSettled([writers.finish(), messaging.finish()]);
    throw error;
  }
  const [writes, messages] = await Promise.all([writers.finish(), messaging.finish()]);
  const outage = Math.max(...writes.map(({ longestGap }) => longestGap));
  const result = {
    loss: name,
    what: loss.what,
    from: primary.name,
    to: to.name,
    outage,
    outageLimit: loss.limit,
    rejoin,
    writes,
    messages,
  };
  return { ...result, faults: faultsOf(result) };
}

/** What users must not notice. */
export function faultsOf(result: Omit<FailoverResult, 'faults'>): string[] {
  const { outage, outageLimit, writes, messages } = result;
  const missing = (count: number, what: string) => (count > 0 ? [`${count} ${what}`] : []);
  return [
    ...(outage > outageLimit
      ? [`${outage} s without an acknowledged write; at most ${outageLimit} s are allowed`]
      : []),
    ...writes.flatMap(({ through, lost }) =>
      missing(lost.length, `acknowledged writes through ${through} were lost`),
    ),
    ...missing(messages.notReceived.length, 'acknowledged messages did not arrive'),
    ...missing(messages.notArchived.length, 'acknowledged messages are not in the archive'),
    ...missing(messages.disconnected, 'times a client was disconnected'),
  ];
}

/** @throws StandError when the cluster is not whole: a drill would turn a fault into an outage */
async function bothSides(
  stand: Stand,
  operator: Operator,
): Promise<{ primary: Host; standby: Host }> {
  const { primary, synchronous } = await wholeCluster(stand, operator, 10).catch((error: Error) => {
    throw new StandError(
      `${error.message}; a drill needs a healthy cluster; run ./stand check --only database`,
    );
  });
  const [standby] = synchronous;
  if (primary && standby) return { primary, standby };
  throw new StandError(
    'a drill needs a standby; give another host the role postgresql in stand.config.ts',
  );
}

/** Waits until another host than the old primary says that it is the primary. */
function successor(stand: Stand, operator: Operator, old: Host): Promise<Host> {
  const others = hostsOf(stand, 'psqlserver').filter((host) => host !== old);
  return eventually(90, async () => {
    const { primary } = await readRoles(others, operator);
    if (!primary) throw new StandError(`no standby took over from ${old.name}`);
    return primary;
  });
}
