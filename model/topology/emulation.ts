import type { Hypervisor } from '../description/config';

interface Emulated {
  readonly hypervisor: Hypervisor;
}

/** How long an emulated host may take to answer while others keep it busy, in seconds. */
const emulatedTimeout = 300;

/**
 * True where software stands in for the machines' processors. An emulator has a twentieth of a
 * processor: what hosts ask one another every second would take all of it, and answers come late.
 */
export function isEmulated({ hypervisor }: Emulated): boolean {
  return hypervisor === 'qemu';
}

/** Seconds until a host that does not answer counts as silent; undefined for the caller's own. */
export function answerTimeout(stand: Emulated): number | undefined {
  return isEmulated(stand) ? emulatedTimeout : undefined;
}
