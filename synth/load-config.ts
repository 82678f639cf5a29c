import { hasKvm } from '../controller/system/kvm';
import type { HypervisorChoice, StandConfig } from '../model/description/config';
import described from '../stand.config';

/**
 * The description, with the hypervisor that the command line or the environment chose for this run,
 * and with what `auto` means: KVM where hypervisors are named or this machine has it, else containers.
 */
export function loadConfig(): StandConfig {
  const chosen = (process.env.STAND_HYPERVISOR ?? described.hypervisor) as HypervisorChoice;
  if (chosen !== undefined && chosen !== 'auto') return { ...described, hypervisor: chosen };
  return { ...described, hypervisor: described.hypervisors || hasKvm() ? 'kvm' : 'lxc' };
}
