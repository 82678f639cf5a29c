import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { dashboards } from '../../dashboards';

export interface Query {
  readonly dashboard: string;
  readonly panel: string;
  readonly expression: string;
}

/** The panels of a dashboard. None here lies in a row. */
export function panelsOf(dashboard: string): Panel[] {
  return (dashboards[dashboard]?.panels ?? []) as Panel[];
}

/** Every query of every dashboard. */
export const queries: readonly Query[] = Object.keys(dashboards).flatMap((dashboard) =>
  panelsOf(dashboard).flatMap(({ title = '', targets = [] }) =>
    targets.map((target) => ({
      dashboard,
      panel: title,
      expression: (target as unknown as { expr: string }).expr,
    })),
  ),
);

/** A query as Grafana sends it, with all hosts chosen. */
export function asSent(expression: string): string {
  return expression.replaceAll('$__rate_interval', '1m').replaceAll('$host', '.+');
}
