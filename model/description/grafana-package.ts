import type { Fault } from './faults/faults';

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
    const what = `must be 64 lower-case hexadecimal digits; got '${config.sha256}'`;
    const remedy = 'take them from sha256sum, or from the publisher of the package';
    faults.push({ where: 'grafana.sha256', what, remedy });
  }
  if (!/^\S.*\.deb$/.test(config.package)) {
    const what = `must be a path or a URL that ends in .deb; got '${config.package}'`;
    faults.push({ where: 'grafana.package', what, remedy: 'name a Debian package' });
  }
  return faults;
}
