import type { Host } from '../model/topology/hosts';
import type { Operator } from './operator';

/** Starts or stops a systemd unit on hosts side by side. */
export async function units(
  operator: Operator,
  hosts: readonly Host[],
  action: 'start' | 'stop',
  unit: string,
): Promise<void> {
  await Promise.all(hosts.map((host) => operator.on(host, 'units.py', { action, units: [unit] })));
}
