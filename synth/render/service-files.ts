import { toYaml } from '../../ansible/yaml';
import { dashboards } from '../../dashboards';
import { dashboardProviders, dataSources } from '../../dashboards/provisioning';
import type { Stand } from '../../model/stand';

const made = '# Generated from dashboards/provisioning.ts; change it there.\n';

/** For each service by name, texts by path. */
export type ServiceFiles = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Files that a service's role copies from this machine. */
export function serviceFiles({ services, absent }: Stand): ServiceFiles {
  const wanted = [...services, ...absent.map(({ service }) => service)];
  if (!wanted.some(({ name }) => name === 'grafana')) return {};
  const panels = Object.entries(dashboards).map(([name, dashboard]) => [
    `dashboards/${name}.json`,
    `${JSON.stringify(dashboard, null, 2)}\n`,
  ]);
  return {
    grafana: {
      'provisioning/datasources/stand.yaml': made + toYaml(dataSources),
      'provisioning/dashboards/stand.yaml': made + toYaml(dashboardProviders),
      ...Object.fromEntries(panels),
    },
  };
}
