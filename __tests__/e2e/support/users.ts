import { join } from 'node:path';
import { type Messages, Messaging } from '../../../drills/messages';
import { Writers, type Writes } from '../../../drills/writers';
import { Lab } from '../../../lab/lab';
import { hostsOf } from '../../../model/topology/groups';
import { Operator } from '../../../operations/operator';
import shipped from '../../../stand.config';
import { checkedStand } from '../../../synth/checked-stand';
import { paths } from '../../../test-stand/checkout';
import { tell } from '../../../test-stand/stand';
import { authority, pythonProgram, vaultFile, vaultPasswordFile } from './secrets';

/** What users of the stand saw while something happened to it. */
export interface Seen {
  readonly writes: readonly Writes[];
  readonly messages: Messages;
}

/** Users are cut off after so many seconds, whatever happens. */
const limit = 1500;

/**
 * Does something while a client on each of two nodes is connected, messages flow between them, and somebody
 * writes into the database through every node. Tells how long they had to wait.
 */
export async function whileUsed(what: string, work: () => Promise<unknown>): Promise<Seen> {
  const stand = checkedStand({ ...shipped, hypervisor: 'lxc' });
  const here = (command: readonly string[]) => new Lab(paths).inside(command);
  const operator = new Operator({
    ...{
      vaultFile,
      vaultPasswordFile,
      caDirectory: join(authority, '..'),
      clientAuthority: authority,
      here,
    },
    onHost: ({ name }, command) => here(['ssh', '-F', paths.sshConfig, name, command]),
    python: pythonProgram('python'),
  });
  try {
    const run = `users-${Date.now()}`;
    const writers = new Writers(operator, hostsOf(stand, 'ejserver'), run, limit);
    const messaging = new Messaging(operator, stand, authority, run, limit);
    await Promise.all([writers.progress(20, 60), messaging.flowing(60)]);
    const done = await work().then(
      () => undefined,
      (error: Error) => error,
    );
    const [writes, messages] = await Promise.all([writers.finish(), messaging.finish()]);
    const longest = Math.max(...writes.map(({ longestGap }) => longestGap));
    tell(
      `${what}: longest wait for a write ${longest} s, for a message ${messages.longestGap} s; ${messages.sent} messages`,
    );
    if (done) throw done;
    return { writes, messages };
  } finally {
    operator.close();
  }
}

/** What users of a stand see of what does not concern them. */
export const nothingLost = {
  writes: [expect.objectContaining({ lost: [] }), expect.objectContaining({ lost: [] })],
  messages: expect.objectContaining({ notReceived: [], notArchived: [], disconnected: 0 }),
};
