/**
 * Module ssh. Host keys cannot be given: a private key does not belong in user-data, and cloud-init
 * makes them on the host.
 */
export interface Ssh {
  /** Refuse root's login with the keys given to the instance. @default true */
  readonly disable_root?: boolean;
  /** Options put before root's keys when disable_root is set. */
  readonly disable_root_opts?: string;
  /** Keys for the default user. */
  readonly ssh_authorized_keys?: readonly string[];
  /** Take public keys from the meta-data. @default true */
  readonly allow_public_ssh_keys?: boolean;
  /** Remove the image's host keys at first boot. @default true */
  readonly ssh_deletekeys?: boolean;
  /** Host keys to generate. @default all three */
  readonly ssh_genkeytypes?: readonly ('rsa' | 'ecdsa' | 'ed25519')[];
  /** Do not print host keys while they are made. @default false */
  readonly ssh_quiet_keygen?: boolean;
  /** Do not print the fingerprints of users' keys on the console. @default false */
  readonly no_ssh_fingerprints?: boolean;
}
