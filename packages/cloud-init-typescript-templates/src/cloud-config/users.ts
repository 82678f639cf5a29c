/** Modules users_groups and set_passwords. */
export interface Users {
  /** 'default' stands for the distribution's own user; [] makes no user at all. */
  readonly users?: readonly (string | User)[];
  /** Groups to create; a record also names the members to add. */
  readonly groups?: readonly (string | Readonly<Record<string, readonly string[]>>)[];
  /** sshd's PasswordAuthentication. @default left as the image has it */
  readonly ssh_pwauth?: boolean;
}

/** A user to create. There is no key for a password in clear text: user-data is not secret. */
export interface User {
  readonly name: string;
  /** The comment field of passwd(5), usually the full name. */
  readonly gecos?: string;
  /** Supplementary groups, a list or names joined by commas. */
  readonly groups?: string | readonly string[];
  /** @default a new group of the user's name */
  readonly primary_group?: string;
  readonly shell?: string;
  /** A rule of sudoers(5) without the user, `ALL=(ALL) NOPASSWD:ALL`; null for none. */
  readonly sudo?: string | null;
  /** Whole public keys in the format of authorized_keys, not paths. */
  readonly ssh_authorized_keys?: readonly string[];
  /** Accounts to fetch keys from, `gh:NAME` or `lp:NAME`. */
  readonly ssh_import_id?: readonly string[];
  /** Refuse ssh logins and name the default user instead. @default false */
  readonly ssh_redirect_user?: boolean;
  /** No login by password. @default true */
  readonly lock_passwd?: boolean;
  /** A hash as crypt(5) makes it; set again at every first boot. */
  readonly hashed_passwd?: string;
  readonly homedir?: string;
  readonly uid?: number;
  /** A system user, without home directory. @default false */
  readonly system?: boolean;
  /** @default false */
  readonly no_create_home?: boolean;
  /** @default false */
  readonly no_user_group?: boolean;
  /** Create the groups of `groups` that do not exist. @default true */
  readonly create_groups?: boolean;
  /** `2031-12-31` */
  readonly expiredate?: string;
  /** Days from a password's expiry to the account's lock. */
  readonly inactive?: string;
}
