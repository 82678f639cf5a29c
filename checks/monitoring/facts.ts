import { alertmanagerPort } from '../../model/services/alertmanager';
import { grafanaPort } from '../../model/services/grafana';
import { prometheusPort } from '../../model/services/prometheus';
import type { Stand } from '../../model/stand';
import type { Host } from '../../model/topology/hosts';
import type { Tools } from '../tools';

/** A place whose metrics Prometheus reads. */
export interface Target {
  readonly job: string;
  readonly host: string;
  readonly health: string;
  readonly error: string;
}

export interface Rule {
  readonly name: string;
  readonly health: string;
  readonly error: string;
}

export interface Alert {
  readonly name: string;
  /** Empty where it is of no one host. */
  readonly host: string;
  readonly summary: string;
}

type Answer<Value> = Value | { readonly fault: string };

/** What a monitoring host says; see guest/monitoring.py. */
export interface MonitoringFacts {
  readonly targets: Answer<readonly Target[]>;
  readonly rules: Answer<readonly Rule[]>;
  readonly alerts: Answer<readonly Alert[]>;
  readonly grafana: Answer<{ readonly database: string; readonly version: string } | null>;
}

/** A fact that could be had. */
export type Facts<Name extends keyof MonitoringFacts> = Exclude<
  MonitoringFacts[Name],
  { readonly fault: string }
>;

/**
 * Asks a monitoring host for one of its facts.
 * @throws Error with the reason when there is no answer
 */
export async function askMonitoring<Name extends keyof MonitoringFacts>(
  { services }: Stand,
  tools: Tools,
  host: Host,
  name: Name,
): Promise<Facts<Name>> {
  const facts = (await tools.askHere('monitoring.py', {
    address: host.managementAddress,
    authority: tools.authority,
    prometheus: prometheusPort,
    alertmanager: alertmanagerPort,
    grafana: services.some((service) => service.name === 'grafana') ? grafanaPort : null,
  })) as MonitoringFacts;
  const answer = facts[name];
  if (answer && 'fault' in answer) throw new Error(answer.fault);
  return answer as Facts<Name>;
}
