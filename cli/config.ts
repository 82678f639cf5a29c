import type { Paths } from '../controller/paths';
import { buildStand } from '../model/build-stand';
import type { Stand } from '../model/stand';
import { lackingServices } from '../synth/lacking-services';
import { loadConfig } from '../synth/load-config';

/** The stand that this machine makes of the description. */
export function describedStand(paths: Paths): Stand {
  const config = loadConfig();
  return buildStand(config, lackingServices(config, paths));
}
