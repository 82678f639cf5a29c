import { alertmanagerPort } from '../../../../model/services/alertmanager';
import { prometheusPort } from '../../../../model/services/prometheus';
import { hosts } from '../../../../test-stand/hosts';
import { inLab } from '../../../../test-stand/stand';
import { authority } from '../secrets';

/** One of the hosts and ports that Prometheus reads; only what tests look at. */
export interface ScrapeTarget {
  readonly labels: { readonly job: string; readonly instance: string };
  readonly health: string;
  readonly lastError: string;
}

/** An alert as alertmanager has it. */
export interface Alert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** A rule as Prometheus loaded it. */
export interface LoadedRule {
  readonly name: string;
  readonly health: string;
  readonly lastError?: string;
}

/** What a web interface of the monitoring host answers to the management host. */
async function ask(port: number, path: string): Promise<unknown> {
  const url = `https://${hosts.mon1server.management}:${port}${path}`;
  const curl = ['curl', '--silent', '--show-error', '--fail', '--max-time', '20'];
  return JSON.parse(await inLab([...curl, '--cacert', authority, url]));
}

async function askPrometheus<Data>(path: string): Promise<Data> {
  return ((await ask(prometheusPort, `/api/v1/${path}`)) as { data: Data }).data;
}

export async function scrapeTargets(): Promise<readonly ScrapeTarget[]> {
  type Targets = { activeTargets: ScrapeTarget[] };
  return (await askPrometheus<Targets>('targets?state=active')).activeTargets;
}

export async function loadedRules(): Promise<readonly LoadedRule[]> {
  type Groups = { groups: { rules: LoadedRule[] }[] };
  return (await askPrometheus<Groups>('rules')).groups.flatMap(({ rules }) => rules);
}

/** Alerts that are raised now, also those that a greater one keeps from being sent. */
export async function raisedAlerts(): Promise<readonly Alert[]> {
  return (await ask(alertmanagerPort, '/api/v2/alerts?active=true')) as Alert[];
}
