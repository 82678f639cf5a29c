/** Modules timezone, locale, ntp, ca_certs and final_message. */
export interface System {
  /** A path below /usr/share/zoneinfo, `Etc/UTC`. */
  readonly timezone?: string;
  /**
   * `en_GB.UTF-8`; false leaves it alone. cloud-init before 23 obeys false too, with a warning that
   * its schema asks for a string.
   */
  readonly locale?: string | false;
  readonly locale_configfile?: string;
  /** null takes the distribution's defaults. */
  readonly ntp?: Ntp | null;
  readonly ca_certs?: CaCerts;
  /** Shown at the end; knows $version, $timestamp, $datasource and $uptime. */
  readonly final_message?: string;
}

export interface Ntp {
  readonly enabled?: boolean;
  /** chrony, ntp, openntpd or systemd-timesyncd. @default auto */
  readonly ntp_client?: string;
  readonly pools?: readonly string[];
  readonly servers?: readonly string[];
}

export interface CaCerts {
  /** Trust none of the distribution's authorities. @default false */
  readonly remove_defaults?: boolean;
  /** Certificates in PEM, one a string. */
  readonly trusted?: readonly string[];
}
