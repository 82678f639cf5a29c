/** Modules set_hostname, update_hostname and update_etc_hosts. */
export interface Identity {
  /** One label; a dotted name sets the FQDN too. */
  readonly hostname?: string;
  readonly fqdn?: string;
  /** Make the FQDN the system's host name. @default false on Debian */
  readonly prefer_fqdn_over_hostname?: boolean;
  /** Leave the host name as it is. @default false */
  readonly preserve_hostname?: boolean;
  /**
   * true: write /etc/hosts from the template at every boot; 'localhost': keep only the 127.0.1.1
   * line right. @default false
   */
  readonly manage_etc_hosts?: boolean | 'localhost';
}
