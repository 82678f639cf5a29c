import { scrapeJobs } from '../../model/services/metrics';
import { prometheusPort } from '../../model/services/prometheus';
import type { Stand } from '../../model/stand';
import type { Host } from '../../model/topology/hosts';
import { type Finding, okUnless } from '../probe';
import type { Facts, MonitoringFacts } from './facts';
import { ruleNames } from './rules';

/** One requirement of a monitoring host. */
export interface Judgement<Name extends keyof MonitoringFacts> {
  /** What is judged, such as `targets`. */
  readonly of: string;
  /** The service without which there is nothing to judge. */
  readonly service: string;
  readonly fact: Name;
  readonly expected: (stand: Stand, host: Host) => string;
  /** What to run on the host to see more. */
  readonly look: string;
  readonly judge: (fact: Facts<Name>, stand: Stand, host: Host) => Finding;
}

/** It always fires: its absence shows that alerts get lost. */
const watchdog = 'Watchdog';

const targets: Judgement<'targets'> = {
  of: 'targets',
  service: 'prometheus',
  fact: 'targets',
  expected: (stand, host) => `${targetNames(stand, host).length} targets are up`,
  look: query('up == 0'),
  judge: (found, stand, host) => {
    const known = found.map(({ job, host: of }) => `${job} of ${of}`);
    const down = found.filter(({ health }) => health !== 'up');
    return okUnless(
      [
        ...down.map(({ job, host: of, error }) => `${job} of ${of}: ${error || 'not scraped yet'}`),
        ...lacking(targetNames(stand, host), known).map((name) => `${name} is not scraped`),
      ],
      `${found.length} are up`,
    );
  },
};

const rules: Judgement<'rules'> = {
  of: 'rules',
  service: 'prometheus',
  fact: 'rules',
  expected: () => `${ruleNames().length} rules are loaded and work`,
  look: 'sudo journalctl --unit prometheus --lines 50',
  judge: (found) => {
    const names = found.map(({ name }) => name);
    const sick = found.filter(({ health }) => health !== 'ok');
    return okUnless(
      [
        ...sick.map(({ name, error, health }) => `${name}: ${error || health}`),
        ...lacking(ruleNames(), names).map((name) => `${name} is not loaded`),
      ],
      `${found.length} are loaded`,
    );
  },
};

const comingThrough: Judgement<'alerts'> = {
  of: watchdog,
  service: 'alertmanager',
  fact: 'alerts',
  expected: () => 'it fires, as always',
  look: 'sudo journalctl --unit prometheus-alertmanager --lines 50',
  judge: (found) => {
    const ok = found.some(({ name }) => name === watchdog);
    return { ok, saw: ok ? 'it fires' : 'it does not fire: alerts get lost' };
  },
};

const alerts: Judgement<'alerts'> = {
  of: 'alerts',
  service: 'alertmanager',
  fact: 'alerts',
  expected: () => 'no alert but the watchdog fires',
  look: query('ALERTS{alertstate=\\"firing\\"}'),
  judge: (found) => {
    const others = found.filter(({ name }) => name !== watchdog);
    const said = others.map(({ name, summary }) => `${name}: ${summary}`);
    return okUnless(said, 'no alert but the watchdog fires');
  },
};

const grafana: Judgement<'grafana'> = {
  of: 'Grafana',
  service: 'grafana',
  fact: 'grafana',
  expected: () => 'it answers, and so does its database',
  look: 'sudo journalctl --unit grafana-server --lines 50',
  judge: (health) => ({
    ok: health?.database === 'ok',
    saw: `Grafana ${health?.version}, database ${health?.database}`,
  }),
};

export const judgements = [targets, rules, comingThrough, alerts, grafana] as readonly Judgement<
  keyof MonitoringFacts
>[];

function targetNames(stand: Stand, host: Host): string[] {
  return scrapeJobs(stand, host).flatMap(({ name, targets: of }) =>
    of.map((target) => `${name} of ${target.host}`),
  );
}

/** A shell on the host reads it once more, hence two kinds of quotes. */
function query(expression: string): string {
  return `"promtool query instant https://localhost:${prometheusPort} '${expression}'"`;
}

function lacking(wanted: readonly string[], found: readonly string[]): string[] {
  return wanted.filter((name) => !found.includes(name));
}
