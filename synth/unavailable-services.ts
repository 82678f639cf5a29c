import { existsSync } from 'node:fs';
import type { Paths } from '../controller/paths';
import { packageFile } from '../controller/system/grafana-package';
import type { StandConfig } from '../model/description/config';

/** Services that cannot be deployed from this machine, each with the reason. */
export function unavailableServices(config: StandConfig, paths: Paths): Record<string, string> {
  if (existsSync(packageFile(paths, config.grafana))) return {};
  return { grafana: 'its package could not be obtained; see docs/services/grafana.md' };
}
