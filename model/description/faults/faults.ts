/** Something in the description that cannot be built. */
export interface Fault {
  /** Where it is, such as `host 'psql3server'`. */
  readonly where: string;
  /** What is wrong, with the offending value. */
  readonly what: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** A fault whose place the caller knows. */
export type Finding = Omit<Fault, 'where'>;

/** Every fault of a description at once; thrown before anything is written. */
export class InvalidStandError extends Error {
  constructor(readonly faults: readonly Fault[]) {
    const lines = faults.map(({ where, what, remedy }) => `  ${where}: ${what}; ${remedy}`);
    const count = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
    super(`stand.config.ts has ${count}:\n${lines.join('\n')}`);
    this.name = 'InvalidStandError';
  }
}
