import { existsSync } from 'node:fs';
import type { Paths } from '../controller/paths';
import { packageFile } from '../controller/system/grafana-package';
import type { StandConfig } from '../model/description/config';

/** Services that this machine has not got the means for, each with the reason. */
export function lackingServices(config: StandConfig, paths: Paths): Record<string, string> {
  if (existsSync(packageFile(paths, config.grafana))) return {};
  return { grafana: 'its package could not be had; see docs/services/grafana.md' };
}
