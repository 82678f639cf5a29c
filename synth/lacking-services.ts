import { existsSync } from 'node:fs';
import { packageFile } from '../machine/grafana-package';
import type { StandConfig } from '../model/description/config';
import type { Paths } from './paths';

/** Services that this machine has not got the means for, each with the reason. */
export function lackingServices(config: StandConfig, paths: Paths): Record<string, string> {
  if (existsSync(packageFile(paths, config.grafana))) return {};
  return { grafana: 'its package could not be had; see docs/services/grafana.md' };
}
