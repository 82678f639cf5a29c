import { hasKvm } from '../controller/system/kvm';
import type { HypervisorChoice, StandConfig } from '../model/description/config';
import { descriptionFaults } from '../model/description/shape/description-faults';
import described from '../stand.config';

/**
 * The description, with the hypervisor that the command line or the environment chose for this run,
 * and with what `auto` means: KVM where hypervisors are named or this machine has it, else containers.
 * @throws InvalidStandError where values are not of the kinds that a description is made of
 */
export function loadConfig(): StandConfig {
  descriptionFaults(described);
  const chosen = (process.env.STAND_HYPERVISOR ?? described.hypervisor) as HypervisorChoice;
  if (chosen !== undefined && chosen !== 'auto') return { ...described, hypervisor: chosen };
  return { ...described, hypervisor: described.hypervisors || hasKvm() ? 'kvm' : 'lxc' };
}
