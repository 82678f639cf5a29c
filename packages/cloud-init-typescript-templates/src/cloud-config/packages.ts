/** Module package_update_upgrade_install. */
export interface Packages {
  /** Names, or pairs of name and version. */
  readonly packages?: readonly (string | readonly [name: string, version: string])[];
  /** Refresh the package lists first. @default false, and true where `packages` is given */
  readonly package_update?: boolean;
  /** @default false */
  readonly package_upgrade?: boolean;
  /** @default false */
  readonly package_reboot_if_required?: boolean;
}
