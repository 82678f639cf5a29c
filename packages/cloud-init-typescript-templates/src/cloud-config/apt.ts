/** Module apt_configure. */
export interface Apt {
  readonly apt?: AptConfig;
}

export interface AptConfig {
  /** Do not write sources.list. @default false */
  readonly preserve_sources_list?: boolean;
  /** Suites to take out of sources.list: 'updates', 'backports', 'security' or a suite's name. */
  readonly disable_suites?: readonly string[];
  readonly primary?: readonly AptMirror[];
  readonly security?: readonly AptMirror[];
  /** Template of sources.list; knows $MIRROR, $SECURITY, $PRIMARY and $RELEASE. */
  readonly sources_list?: string;
  /** Further sources, by the name of their file in sources.list.d. */
  readonly sources?: Readonly<Record<string, AptSource>>;
  /** Text for a file of apt.conf.d. */
  readonly conf?: string;
  /** For http; the same as http_proxy. */
  readonly proxy?: string;
  readonly http_proxy?: string;
  readonly https_proxy?: string;
  readonly ftp_proxy?: string;
  /** Lines for debconf-set-selections(1), by a name of your choice. */
  readonly debconf_selections?: Readonly<Record<string, string>>;
}

export interface AptMirror {
  /** Architectures, or 'default'. */
  readonly arches: readonly string[];
  readonly uri?: string;
  /** The first of these that resolves. */
  readonly search?: readonly string[];
  readonly search_dns?: boolean;
  readonly keyid?: string;
  readonly key?: string;
  readonly keyserver?: string;
}

export interface AptSource {
  /** A line of sources.list(5), or `ppa:…`. */
  readonly source?: string;
  /** Id or fingerprint of a key to fetch. */
  readonly keyid?: string;
  /** The public key itself, ASCII-armoured. */
  readonly key?: string;
  readonly keyserver?: string;
  /** @default the source's name in `sources` */
  readonly filename?: string;
  /** Add to the file rather than replace it. @default true */
  readonly append?: boolean;
}
