import type { GridPos } from '@grafana/grafana-foundation-sdk/dashboard';
import * as units from '@grafana/grafana-foundation-sdk/units';
import { dashboards } from '../../dashboards';
import { metrics } from './metrics';
import { asSent, panelsOf, queries } from './queries';

const names = Object.keys(dashboards);
const known = Object.values(metrics).flat();

const grammar = () => import('@prometheus-io/lezer-promql');
let parser: Awaited<ReturnType<typeof grammar>>['parser'];

beforeAll(async () => {
  ({ parser } = await grammar());
});

/** Texts of the nodes of one kind in a query's syntax tree. */
function nodesOf(expression: string, kind: string): string[] {
  const texts: string[] = [];
  parser.parse(expression).iterate({
    enter: ({ name, from, to }) => {
      if (name === kind) texts.push(expression.slice(from, to));
    },
  });
  return texts;
}

test('there are dashboards for the stand, messaging, the database, backups and hosts', () => {
  expect(names.sort()).toEqual(['backups', 'database', 'hosts', 'messaging', 'overview']);
});

test('no two dashboards have the same identifier or title', () => {
  const all = Object.values(dashboards);
  expect(new Set(all.map(({ uid }) => uid)).size).toBe(names.length);
  expect(new Set(all.map(({ title }) => title)).size).toBe(names.length);
});

describe.each(names)('%s', (name) => {
  const dashboard = dashboards[name];
  const panels = panelsOf(name);

  test('can be told, found and dated', () => {
    expect(dashboard).toMatchObject({
      uid: `stand-${name}`,
      title: expect.stringMatching(/\w/),
      description: expect.stringContaining(`Generated from dashboards/${name}.ts`),
      tags: ['stand'],
      editable: false,
      schemaVersion: 40,
      time: { from: 'now-3h', to: 'now' },
    });
  });

  test('each panel has a number and a title of its own', () => {
    expect(panels.length).toBeGreaterThan(5);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length);
  });

  test('each panel asks the provisioned data source, in a unit that Grafana knows', () => {
    const source = { type: 'prometheus', uid: 'prometheus' };
    for (const { datasource, targets = [], fieldConfig } of panels) {
      expect(datasource).toEqual(source);
      expect(targets.length).toBeGreaterThan(0);
      for (const target of targets) expect(target).toMatchObject({ datasource: source });
      expect(Object.values(units)).toContain(fieldConfig?.defaults?.unit);
      const refIds = targets.map((target) => (target as { refId?: string }).refId);
      expect(new Set(refIds).size).toBe(targets.length);
    }
  });

  test('panels fill the grid of 24 columns without lying on each other', () => {
    const cells = panels.flatMap(({ gridPos }) => {
      const { x, y, w, h } = gridPos as GridPos;
      expect(x + w).toBeLessThanOrEqual(24);
      return Array.from(
        { length: w * h },
        (_, cell) => `${x + (cell % w)}/${y + Math.floor(cell / w)}`,
      );
    });
    expect(new Set(cells).size).toBe(cells.length);
  });

  test('variables in queries are its own, or Grafana’s', () => {
    const own = (dashboard?.templating?.list ?? []).map((variable) => variable.name);
    const used = queries
      .filter((query) => query.dashboard === name)
      .flatMap(({ expression }) => [...expression.matchAll(/\$(\w+)/g)].map(([, found]) => found));
    expect(
      used.filter((found) => found !== '__rate_interval' && !own.includes(found ?? '')),
    ).toEqual([]);
  });
});

describe.each(queries)('$dashboard, $panel: $expression', ({ expression }) => {
  const sent = asSent(expression);

  test('is PromQL', () => {
    expect(nodesOf(sent, '⚠')).toEqual([]);
  });

  test('asks for metrics that there are', () => {
    const asked = nodesOf(sent, 'Identifier').filter((text) => known.includes(text));
    expect(nodesOf(sent, 'VectorSelector').length).toBe(asked.length);
  });

  test('takes rates over what Grafana finds right for the interval of scraping', () => {
    expect(expression).not.toMatch(/\[(?!\$__rate_interval\])/);
    for (const counter of nodesOf(sent, 'VectorSelector').filter((text) =>
      /_total\b|_bucket\b/.test(text),
    )) {
      if (!counter.startsWith('etcd_server_leader_changes'))
        expect(sent).toContain(`rate(${counter}[1m])`);
    }
  });
});

test('what is no PromQL is noticed', () => {
  expect(nodesOf('sum by (instance (up)', '⚠')).not.toEqual([]);
  expect(nodesOf('rate(up[5 minutes])', '⚠')).not.toEqual([]);
});
