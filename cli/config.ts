import type { HypervisorChoice, StandConfig } from '../model/config';
import { buildStand, type Stand } from '../model/stand';
import described from '../stand.config';
import { lackingServices } from '../synth/lacking-services';
import type { Paths } from '../synth/paths';

/** The description, with the hypervisor that the command line or the environment chose for this run. */
export function loadConfig(): StandConfig {
  const chosen = process.env.STAND_HYPERVISOR;
  return chosen ? { ...described, hypervisor: chosen as HypervisorChoice } : described;
}

/** The stand that this machine makes of the description. */
export function describedStand(paths: Paths): Stand {
  const config = loadConfig();
  return buildStand(config, lackingServices(config, paths));
}
