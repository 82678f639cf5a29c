import { InvalidArgumentError } from 'commander';

/** A moment as people and programs write it. @throws what commander tells the user */
export function time(text: string): Date {
  const at = new Date(text);
  if (!Number.isNaN(at.getTime()) && /^\d{4}-\d\d-\d\d/.test(text)) return at;
  throw new InvalidArgumentError(`'${text}' is no moment; write it as 2030-01-02T03:04:05Z`);
}
