import { exitCodes, StandError } from '../controller/errors';
import { hasKvm } from '../controller/system/kvm';
import type { HypervisorChoice, StandConfig } from '../model/description/config';
import { descriptionFaults } from '../model/description/shape/description-faults';

/**
 * The description, with the hypervisor that the command line or the environment chose for this run,
 * and with what `auto` means: KVM where hypervisors are named or this machine has it, else containers.
 * @throws StandError where stand.config.ts cannot be read
 * @throws InvalidStandError where values are not of the kinds that a description is made of
 */
export function loadConfig(): StandConfig {
  const described = readDescription();
  descriptionFaults(described);
  const chosen = (process.env.STAND_HYPERVISOR ?? described.hypervisor) as HypervisorChoice;
  if (chosen !== undefined && chosen !== 'auto') return { ...described, hypervisor: chosen };
  const named = Object.keys(described.hypervisors ?? {}).length > 0;
  return { ...described, hypervisor: named || hasKvm() ? 'kvm' : 'lxc' };
}

/** A slip of the pen in it is the user's to mend, with no need of our stack. */
function readDescription(): StandConfig {
  try {
    return require('../stand.config').default;
  } catch (error) {
    const lines = (error as Error).message.split('\n').filter((line) => /\S/.test(line));
    // The translator says first how many errors there are, then where each is.
    const where = lines.filter((line) => /^\S+:\d+:\d+: /.test(line));
    const why = (where.length > 0 ? where : lines).map((line) => `  ${line}`);
    throw new StandError(['stand.config.ts cannot be read:', ...why].join('\n'), exitCodes.invalid);
  }
}
