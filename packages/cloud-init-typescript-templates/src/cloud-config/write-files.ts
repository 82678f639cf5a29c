/** Module write_files. */
export interface WriteFiles {
  readonly write_files?: readonly WriteFile[];
}

export interface WriteFile {
  /** Absolute; missing parents are created. */
  readonly path: string;
  /** @default empty */
  readonly content?: string;
  /** `USER:GROUP`. A user that this configuration creates needs `defer`. @default root:root */
  readonly owner?: string;
  /** Octal digits as a string, '0644': a YAML number would be read as decimal. @default '0644' */
  readonly permissions?: string;
  /** How `content` is encoded. @default text/plain */
  readonly encoding?: 'text/plain' | 'b64' | 'base64' | 'gz' | 'gzip' | 'gz+b64' | 'gz+base64';
  /** Add to the file instead of replacing it. @default false */
  readonly append?: boolean;
  /** Write in the final stage, after users exist and packages are installed. @default false */
  readonly defer?: boolean;
}
