import { InvalidArgumentError } from 'commander';

const seconds = { s: 1, m: 60, h: 60 * 60, d: 24 * 60 * 60 } as const;
const longest = 365;

/**
 * How long a link is good for, in seconds, such as `2d` or `12h`.
 * @throws InvalidArgumentError, which commander prints
 */
export function lifetime(text: string): number {
  const [, count, unit] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  const found = Number(count) * seconds[unit as keyof typeof seconds];
  if (found > 0 && found <= longest * seconds.d) return found;
  throw new InvalidArgumentError(
    `Must be a time of at most ${longest} days, such as 30m, 12h or 5d; got '${text}'`,
  );
}

/** Five days, as mod_invites has it by default. */
export const usualLifetime = 5 * seconds.d;
