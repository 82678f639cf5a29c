/** Every fault of a configuration at once; `faults` has one line each: place, value, remedy. */
export class InvalidConfigError extends Error {
  constructor(
    subject: string,
    readonly faults: readonly string[],
  ) {
    super(`${subject} is not valid:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'InvalidConfigError';
  }
}

/** @throws InvalidConfigError if there is any fault. */
export function assertNoFaults(subject: string, faults: Iterable<string>): void {
  const found = [...faults];
  if (found.length > 0) throw new InvalidConfigError(subject, found);
}
