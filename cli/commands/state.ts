import type { Command } from 'commander';
import type { Context } from '../context';
import { moveState } from '../state/move-state';

export function state(program: Command, context: Context): void {
  const group = program.command('state').description("Work with the engine's state.");
  group
    .command('move')
    .description(
      'Move the state to the backend that stand.config.ts names now; no host is touched, and a copy is kept.',
    )
    .action(() => moveState(context));
}
