import { StandError } from '../../controller/errors';
import type { Stand } from '../../model/stand';
import { hostsOf } from '../../model/topology/groups';
import type { Host } from '../../model/topology/hosts';
import { readRoles, wholeCluster } from '../cluster';
import { eventually } from '../eventually';
import { failOver } from '../failover';
import type { Operator } from '../operator';
import type { Phase } from '../phase';

/** Seconds that users of a node get to move to another one. */
const patience = 20;

/** Seconds until a node that was restarted can take users, and a standby the primary's role. */
const awaited = 120;

/**
 * Has other hosts do what a host does: the primary hands over, a node of ejabberd sends its users to the
 * others. Where there is no other host, the work interrupts what it does.
 */
export async function makeReady(
  stand: Stand,
  operator: Operator,
  host: Host,
  tell: Phase,
): Promise<void> {
  const databases = hostsOf(stand, 'psqlserver');
  if (databases.length > 1 && databases.includes(host)) {
    const { primary } = await readRoles(databases, operator);
    if (primary === host) {
      await tell(`a standby takes over from ${host.name}`, async () => {
        // One that has just come back streams before it is synchronous.
        await wholeCluster(stand, operator, awaited);
        return failOver(stand, operator);
      });
    }
  }
  if (hostsOf(stand, 'ejserver').includes(host)) {
    await tell(`users of ${host.name} move to other nodes`, () =>
      operator.on(host, 'ejabberd_node.py', ['evacuate', `${patience}`]),
    );
  }
}

/** Lets a node take users again. @throws StandError when it does not run in time */
export async function takeBack(stand: Stand, operator: Operator, host: Host): Promise<void> {
  if (!hostsOf(stand, 'ejserver').includes(host)) return;
  await eventually(awaited, async () => {
    await operator.on(host, 'ejabberd_node.py', ['await', `${awaited}`]);
    await operator.on(host, 'ejabberd_node.py', ['admit']);
  }).catch((error: Error) => {
    throw new StandError(`${host.name} takes no users: ${error.message}`);
  });
}
