import type { Context } from '../context';
import { type OperationContext, operate } from '../operations';

/** Options of a command that prints an answer. */
export interface Json {
  readonly json?: boolean;
}

/** Prints what comes of a question about accounts, for people or as JSON. */
export function answer<Answer extends object>(
  context: Context,
  { json }: Json,
  work: (operation: OperationContext) => Promise<Answer>,
  text: (answer: Answer) => string,
): Promise<void> {
  return operate(context, async (operation) => {
    const done = await work(operation);
    const report = { version: 1, stand: operation.stand.name, ...done };
    process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : text(done));
  });
}
