/** Module mounts. */
export interface Mounts {
  /**
   * Lines of fstab(5), one to six fields each, all strings; missing ones come from
   * mount_default_fields.
   */
  readonly mounts?: readonly (readonly string[])[];
  /** Six fields; null where each mount gives its own. */
  readonly mount_default_fields?: readonly (string | null)[];
  readonly swap?: Swap;
}

/** Sizes: bytes, or a number with one of B, K, M, G, T. */
export interface Swap {
  readonly filename?: string;
  /** 'auto' follows the machine's memory. */
  readonly size?: number | string;
  readonly maxsize?: number | string;
}
