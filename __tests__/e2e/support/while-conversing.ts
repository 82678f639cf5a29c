import type { HostName } from '../../../test-stand/hosts';
import { tell } from '../../../test-stand/stand';
import { converse, type Spoken } from './services/conversation';
import { type Writing, write } from './services/database-writer';

/** What people saw who were thrown out and came back while something happened to the stand. */
export interface SeenByPeople {
  readonly spoken: Spoken;
  readonly writes: Awaited<ReturnType<Writing['end']>>;
}

/**
 * Does something while two people write to one another, each at a node, and somebody writes into the
 * database. Tells how long they had to wait.
 * @param moving whether who is thrown out resumes the session at the other node, or logs in again
 */
export async function whileConversing(
  what: string,
  work: () => Promise<unknown>,
  { moving = true }: { readonly moving?: boolean } = {},
): Promise<SeenByPeople> {
  const nodes: readonly [HostName, HostName] = ['e1server', 'e2server'];
  const conversation = await converse(...nodes, { moving });
  const writing = write(nodes[0]);
  await writing.progress(20);
  const failure = await work()
    // A wait is measured when it is over.
    .then(() => writing.progress(20))
    .then(
      () => undefined,
      (error: Error) => error,
    );
  const [spoken, writes] = await Promise.all([conversation.end(), writing.end()]);
  tell(
    `${what}: longest wait for a write ${writes.longestGap} s, for a message ${spoken.longestWait} s`,
  );
  if (failure) throw failure;
  return { spoken, writes };
}

/** Nothing that was accepted is missing, and people go on. */
export const nothingAcceptedLost = {
  spoken: expect.objectContaining({
    notArchived: { sender: [], receiver: [] },
    notReceived: [],
    after: true,
  }),
  writes: expect.objectContaining({ lost: [] }),
};
