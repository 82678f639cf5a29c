import * as common from '@grafana/grafana-foundation-sdk/common';
import {
  type DataSourceRef,
  MappingType,
  type Threshold,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  type ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as StateTimelineBuilder } from '@grafana/grafana-foundation-sdk/statetimeline';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as TimeSeriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

/** The data source that is provisioned, by the identifier that its file gives it. */
export const prometheus: DataSourceRef = { type: 'prometheus', uid: 'prometheus' };

/** A PromQL expression, and the name of its series; `{{label}}` stands for a label's value. */
export type Series = readonly [expression: string, legend: string];

/** A number from which on a value is bad. */
export interface Limit {
  /** Good below it, bad from it on. */
  readonly bad?: number;
  /** Good from it on, bad below it. */
  readonly good?: number;
}

/** Grafana's grid is 24 units wide. @see https://grafana.com/docs/grafana/v11.4/dashboards/build-dashboards/view-dashboard-json-model/ */
const numberSize = { height: 4, span: 4 };
const graphSize = { height: 8, span: 12 };

const downOrUp: ValueMapping = {
  type: MappingType.ValueToText,
  options: { '0': { text: 'down', index: 0 }, '1': { text: 'up', index: 1 } },
};

/** How something goes over time. */
export function graph(title: string, unit: string, ...series: readonly Series[]) {
  return new TimeSeriesBuilder()
    .title(title)
    .unit(unit)
    .datasource(prometheus)
    .height(graphSize.height)
    .span(graphSize.span)
    .lineWidth(1)
    .fillOpacity(8)
    .showPoints(common.VisibilityMode.Never)
    .axisSoftMin(0)
    .tooltip(
      new common.VizTooltipOptionsBuilder()
        .mode(common.TooltipDisplayMode.Multi)
        .sort(common.SortOrder.Descending),
    )
    .legend(
      new common.VizLegendOptionsBuilder()
        .displayMode(common.LegendDisplayMode.List)
        .placement(common.LegendPlacement.Bottom)
        .showLegend(true)
        .calcs([]),
    )
    .targets(series.map(([expression, legend], index) => query(expression, legend, index)));
}

/** What something is now, as a number that turns red beyond its limit. */
export function number(title: string, unit: string, expression: string, limit: Limit = {}) {
  return new StatBuilder()
    .title(title)
    .unit(unit)
    .datasource(prometheus)
    .height(numberSize.height)
    .span(numberSize.span)
    .colorMode(common.BigValueColorMode.Value)
    .graphMode(common.BigValueGraphMode.Area)
    .reduceOptions(new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false))
    .thresholds(thresholds(limit))
    .targets([query(expression, title, 0)]);
}

/** Whether something works: 1, or 0. */
export function state(title: string, expression: string) {
  return number(title, 'none', expression, { good: 1 })
    .graphMode(common.BigValueGraphMode.None)
    .mappings([downOrUp]);
}

/** When something was up (1) and when it was not (0). */
export function uptime(title: string, ...series: readonly Series[]) {
  return new StateTimelineBuilder()
    .title(title)
    .unit('none')
    .datasource(prometheus)
    .height(graphSize.height)
    .span(graphSize.span)
    .mergeValues(true)
    .showValue(common.VisibilityMode.Never)
    .thresholds(thresholds({ good: 1 }))
    .mappings([downOrUp])
    .targets(series.map(([expression, legend], index) => query(expression, legend, index)));
}

/** What is so now: a line a series, a column a label. */
export function table(title: string, unit: string, expression: string) {
  return new TableBuilder()
    .title(title)
    .unit(unit)
    .datasource(prometheus)
    .height(graphSize.height)
    .span(graphSize.span)
    .overrideByName('Time', [{ id: 'custom.hidden', value: true }])
    .targets([query(expression, '', 0).instant().format(PromQueryFormat.Table)]);
}

function query(expression: string, legend: string, index: number): DataqueryBuilder {
  return new DataqueryBuilder()
    .datasource(prometheus)
    .refId(String.fromCharCode('A'.charCodeAt(0) + index))
    .expr(expression)
    .legendFormat(legend);
}

function thresholds({ bad, good }: Limit): ThresholdsConfigBuilder {
  const steps: Threshold[] =
    good === undefined
      ? [{ value: null, color: 'green' }]
      : [
          { value: null, color: 'red' },
          { value: good, color: 'green' },
        ];
  if (bad !== undefined) steps.push({ value: bad, color: 'red' });
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps);
}
