/** Module power_state_change, which runs when cloud-init has finished. */
export interface PowerState {
  readonly power_state?: PowerStateChange;
}

export interface PowerStateChange {
  readonly mode: 'poweroff' | 'reboot' | 'halt';
  /** Minutes, or 'now'. @default now */
  readonly delay?: number | 'now';
  /** For those who are logged in. */
  readonly message?: string;
  /** Seconds to wait for cloud-init's own end. @default 30 */
  readonly timeout?: number;
  /** Whether to do it: a command's success, or the value itself. @default true */
  readonly condition?: boolean | string | readonly string[];
}
