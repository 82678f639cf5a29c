import type { HypervisorChoice, StandConfig } from '../model/config';
import described from '../stand.config';

/**
 * The description, with the hypervisor that the command line or the environment chose for this run,
 * and with what `auto` means: KVM where hypervisors are named, else containers. It will mean KVM on every
 * machine that has it once a whole stand was seen to run there.
 */
export function loadConfig(): StandConfig {
  const chosen = (process.env.STAND_HYPERVISOR ?? described.hypervisor) as HypervisorChoice;
  if (chosen !== undefined && chosen !== 'auto') return { ...described, hypervisor: chosen };
  return { ...described, hypervisor: described.hypervisors ? 'kvm' : 'lxc' };
}
