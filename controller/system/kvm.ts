import { accessSync, constants, readFileSync } from 'node:fs';

/**
 * True where the kernel runs virtual machines on the processor. A device alone does not tell: inside
 * a virtual machine there may be one that starts no ordinary guest.
 */
export function hasKvm(device = '/dev/kvm', processors = '/proc/cpuinfo'): boolean {
  try {
    accessSync(device, constants.R_OK | constants.W_OK);
    return /^flags\s*:.*\b(vmx|svm)\b/m.test(readFileSync(processors, 'utf8'));
  } catch {
    return false;
  }
}
