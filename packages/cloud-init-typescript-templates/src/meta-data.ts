/** The NoCloud data source's meta-data. Keys are cloud-init's own. */
export interface MetaData {
  /**
   * Identity of this instance. cloud-init runs its once-per-instance modules again when, and only
   * when, it differs from the one of the last boot.
   */
  readonly 'instance-id': string;
  /** Host name before user-data is read; a dotted name also gives the domain. */
  readonly 'local-hostname'?: string;
}
