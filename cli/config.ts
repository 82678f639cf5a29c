import type { HypervisorChoice, StandConfig } from '../model/config';
import described from '../stand.config';

/** The description, with the hypervisor that the command line or the environment chose for this run. */
export function loadConfig(): StandConfig {
  const chosen = process.env.STAND_HYPERVISOR;
  return chosen ? { ...described, hypervisor: chosen as HypervisorChoice } : described;
}
