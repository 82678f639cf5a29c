import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { servicesOf } from '../model/services/service';
import type { Stand } from '../model/stand';

/** What the state knows of a host, also when the description does not any more. */
export interface HostRecord {
  /** Where it is managed. */
  readonly address: string;
  /** Names of the services on it. */
  readonly services: readonly string[];
}

/** Name of the output that holds them, by host. */
export const hostRecords = 'host_records';

export function recordHosts(scope: Construct, stand: Stand): void {
  const entries = stand.hosts.map((host): [string, HostRecord] => {
    const services = servicesOf(stand, host).map(({ name }) => name);
    return [host.name, { address: host.managementAddress, services }];
  });
  new TerraformOutput(scope, hostRecords, { value: Object.fromEntries(entries) });
}
