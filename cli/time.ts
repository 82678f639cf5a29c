import { InvalidArgumentError } from 'commander';

const form = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/**
 * A time by RFC 3339. It must have its zone: this machine and the stand's hosts may be in different ones.
 * @throws InvalidArgumentError, which commander prints
 */
export function time(text: string): Date {
  const [, day] = form.exec(text) ?? [];
  const at = new Date(text);
  // The 30th of February would be taken for a day of March.
  const real = day && !Number.isNaN(at.getTime()) && new Date(day).toISOString().startsWith(day);
  if (real) return at;
  throw new InvalidArgumentError(
    `Must be a time with its zone, such as 2030-01-02T03:04:05Z; got '${text}'`,
  );
}
