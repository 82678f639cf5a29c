import type { Finding } from './faults/faults';

/** How long things are kept. */
export interface RetentionConfig {
  /** Days that the archive keeps a message. Backups have it for as long as they are kept themselves. @default for ever */
  readonly messages?: number;
}

/** A century. */
const mostDays = 36_525;

export function retentionFaults({ messages }: RetentionConfig = {}): Finding[] {
  if (messages === undefined) return [];
  if (Number.isInteger(messages) && messages >= 1 && messages <= mostDays) return [];
  const what = `messages must be a whole number of days from 1 to ${mostDays}; got ${messages}`;
  return [{ what, remedy: 'write 365 for a year, or leave it out to keep them for ever' }];
}
