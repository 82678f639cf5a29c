import type { Paths } from '../controller/paths';
import type { Stand } from '../model/stand';
import { checkedStand } from '../synth/checked-stand';
import { loadConfig } from '../synth/load-config';
import { unavailableServices } from '../synth/unavailable-services';

/** The described stand, without the services that this machine cannot deploy. */
export function describedStand(paths: Paths): Stand {
  const config = loadConfig();
  return checkedStand(config, unavailableServices(config, paths));
}
