import { eventually as repeat } from '../../../operations/eventually';

/** Repeats a check until it passes, for what needs a moment after a failure was caused. */
export function eventually<Value>(check: () => Promise<Value>, seconds = 120): Promise<Value> {
  return repeat(seconds, check, 1000);
}
