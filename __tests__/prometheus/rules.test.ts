import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { projectPaths } from '../../controller/paths';
import { needs } from '../support/needs';

const root = resolve(__dirname, '..', '..');
const folder = join(root, 'ansible', 'roles', 'prometheus', 'files', 'rules');
const files = readdirSync(folder);
const promtool = join(projectPaths(root).cache, 'promtool', 'promtool');

interface Rule {
  readonly alert: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly action: string };
}

/** A case of promtool's own tests: what must be raised at some time. */
interface Case {
  readonly promql_expr_test?: readonly { readonly exp_samples?: readonly { labels: string }[] }[];
  readonly alert_rule_test?: readonly { alertname: string; exp_alerts?: readonly object[] }[];
}

const rules: Rule[] = files.flatMap((file) =>
  parse(readFileSync(join(folder, file), 'utf8')).groups.flatMap(
    (group: { rules: Rule[] }) => group.rules,
  ),
);

const testRules = needs(promtool);

/** What promtool says, and whether it is content. */
function ask(...args: string[]): { output: string; status: number | null } {
  const { stdout, stderr, status } = spawnSync(promtool, args, { cwd: __dirname });
  return { output: `${stdout}${stderr}`, status };
}

testRules.each(files)('promtool takes the rules of %s', (file) => {
  expect(ask('check', 'rules', join(folder, file))).toMatchObject({ status: 0 });
});

testRules.each(files)(
  'the rules of %s raise alerts when they should',
  (file) => {
    expect(ask('test', 'rules', file)).toEqual({ output: expect.any(String), status: 0 });
  },
  60_000,
);

test.each(rules.map((rule) => [rule.alert, rule] as const))(
  '%s has a severity, says what is wrong and what to do',
  (_, { labels, annotations }) => {
    expect(['critical', 'warning', 'none']).toContain(labels.severity);
    expect(annotations).toEqual({
      summary: expect.stringMatching(/.{10}/),
      action: expect.stringMatching(/.{30}/),
    });
  },
);

test('every alert is raised in a test', () => {
  const tests: Case[] = files.flatMap(
    (file) => parse(readFileSync(join(__dirname, file), 'utf8')).tests,
  );
  const samples = tests
    .flatMap(({ promql_expr_test = [] }) => promql_expr_test)
    .flatMap(({ exp_samples = [] }) => exp_samples)
    .map(({ labels }) => /alertname="(\w+)"/.exec(labels)?.[1]);
  const alerts = tests
    .flatMap(({ alert_rule_test = [] }) => alert_rule_test)
    .flatMap(({ alertname, exp_alerts = [] }) => (exp_alerts.length > 0 ? [alertname] : []));
  const raised = new Set([...samples, ...alerts]);
  expect([...raised].sort()).toEqual(rules.map(({ alert }) => alert).sort());
});

test('every alert has a name of its own', () => {
  const names = rules.map(({ alert }) => alert);
  expect(new Set(names).size).toBe(names.length);
});
