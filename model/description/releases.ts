/** What differs between the Debian releases that a stand runs on; roles get it as variables. */
export interface Release {
  readonly codename: 'trixie' | 'bookworm';
  /** Debian's number of it: data of a higher one may be of no use to a lower one. */
  readonly number: number;
  readonly backportsSuite: string;
  /** Major version of PostgreSQL that it has. */
  readonly postgresqlVersion: number;
  /** Major versions that an earlier release has, whose servers run on this one as well, by codename. */
  readonly earlierPostgresql: Readonly<Record<number, string>>;
  /** Checks Patroni's configuration in the file `%s`; empty takes the role's own way. */
  readonly patroniValidateCommand: string;
  /** Packages of Prometheus and of promtool. */
  readonly prometheusPackages: readonly string[];
  /** Directives beside those that every Bacula has, for resources with TLS. */
  readonly baculaTlsOptions: readonly string[];
  /**
   * ejabberd's options for what is stored of passwords. A hash that is stored is offered for SCRAM:
   * SHA-1, which RFC 6120 makes mandatory, for clients that know no other. Releases before 25.03 store
   * one alone, and a change of it would shut out accounts that exist.
   */
  readonly ejabberdPasswordOptions: Readonly<Record<string, string | readonly string[]>>;
  /** Whether its ejabberd has invitations, resets by a link, and accounts that are shut. */
  readonly ejabberdInvites: boolean;
  /** Name of ejabberd's switch for the SQL schema with a host column. */
  readonly ejabberdSchemaOption: string;
  /** Of Mozilla's intermediate profile, the curves and other groups that its OpenSSL has, the most wanted first. */
  readonly tlsCurves: readonly string[];
}

export const releases: Readonly<Record<Release['codename'], Release>> = {
  trixie: {
    codename: 'trixie',
    number: 13,
    backportsSuite: 'trixie-backports',
    postgresqlVersion: 17,
    earlierPostgresql: { 15: 'bookworm' },
    patroniValidateCommand: '/usr/bin/patroni --validate-config --ignore-listen-port %s',
    prometheusPackages: ['prometheus', 'promtool'],
    // Without it two daemons may agree on their password alone, and look at no certificate.
    baculaTlsOptions: ['TLS PSK Enable = no'],
    ejabberdPasswordOptions: { auth_stored_password_types: ['scram_sha1', 'scram_sha256'] },
    ejabberdInvites: true,
    ejabberdSchemaOption: 'sql_schema_multihost',
    tlsCurves: ['X25519MLKEM768', 'X25519', 'prime256v1', 'secp384r1'],
  },
  bookworm: {
    codename: 'bookworm',
    number: 12,
    backportsSuite: 'bookworm-backports',
    postgresqlVersion: 15,
    earlierPostgresql: {},
    // Patroni 3.0 has no option to skip the ports that it already listens on.
    patroniValidateCommand:
      '/usr/bin/python3 -c "import sys, yaml; yaml.safe_load(open(sys.argv[1]))" %s',
    prometheusPackages: ['prometheus'],
    baculaTlsOptions: [],
    ejabberdPasswordOptions: { auth_password_format: 'scram', auth_scram_hash: 'sha256' },
    ejabberdInvites: false,
    ejabberdSchemaOption: 'new_sql_schema',
    tlsCurves: ['X25519', 'prime256v1', 'secp384r1'],
  },
};
