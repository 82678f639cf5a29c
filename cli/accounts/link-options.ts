import type { Command } from 'commander';
import type { Json } from './answer';
import { lifetime, usualLifetime } from './lifetime';

/** Options of a command that makes a link. */
export interface LinkOptions extends Json {
  /** Seconds. */
  readonly expires: number;
  readonly qr?: boolean;
}

export function withLinkOptions(command: Command): Command {
  return command
    .option(
      '--expires <time>',
      'how long the link is good for, such as 12h',
      lifetime,
      usualLifetime,
    )
    .option('--qr', 'draw its QR code (default: in a terminal, where qrencode is installed)');
}
