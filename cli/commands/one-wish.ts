import { exitCodes, StandError } from '../../controller/errors';

/** What an upgrade is asked for besides going forth. */
interface Wishes {
  readonly check?: boolean;
  readonly back?: boolean;
  readonly finish?: boolean;
}

/**
 * Commander compares options of one command only, and `upgrade --check postgresql --back` has them of two.
 * @throws StandError where more than one is given
 */
export function requireOneWish({ check, back, finish }: Wishes): void {
  const given = [check && '--check', back && '--back', finish && '--finish'].filter(Boolean);
  if (given.length <= 1) return;
  throw new StandError(
    `${given.join(' and ')} cannot be used together; nothing was changed`,
    exitCodes.invalid,
  );
}
