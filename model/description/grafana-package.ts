import type { Fault } from './faults';

/** Where Grafana's package comes from, when not from Grafana's own repository. */
export interface GrafanaConfig {
  /** A file of Debian's format: a path, relative to the project, or a URL. */
  readonly package: string;
  /** Its SHA-256, in hexadecimal. */
  readonly sha256: string;
}

/** Release that a stand gets when its description names no package. */
export const grafanaRelease = '11.4.0';

/** A name that tells the package from any other. */
export function packageName(config: GrafanaConfig | undefined): string {
  return `grafana_${config?.sha256 ?? grafanaRelease}.deb`;
}

export function grafanaFaults(config: GrafanaConfig | undefined): Fault[] {
  if (!config) return [];
  const faults: Fault[] = [];
  if (!/^[0-9a-f]{64}$/.test(config.sha256)) {
    const remedy = 'take the 64 digits that sha256sum prints, or the maker publishes';
    faults.push({ where: 'grafana.sha256', what: `'${config.sha256}' is no SHA-256`, remedy });
  }
  if (!/^\S.*\.deb$/.test(config.package)) {
    const remedy = 'write a path or a URL that ends in .deb';
    faults.push({ where: 'grafana.package', what: `'${config.package}' is no package`, remedy });
  }
  return faults;
}
