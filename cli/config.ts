import type { Paths } from '../controller/paths';
import type { Stand } from '../model/stand';
import { checkedStand } from '../synth/checked-stand';
import { lackingServices } from '../synth/lacking-services';
import { loadConfig } from '../synth/load-config';

/** The stand that this machine makes of the description. */
export function describedStand(paths: Paths): Stand {
  const config = loadConfig();
  return checkedStand(config, lackingServices(config, paths));
}
