import {
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
} from '@grafana/grafana-foundation-sdk/dashboard';

const tag = 'stand';

/**
 * An empty dashboard with what all of them share.
 * @param name its file's name, and its identifier after `stand-`
 */
export function dashboard(name: string, title: string, about: string): DashboardBuilder {
  return new DashboardBuilder(title)
    .uid(`stand-${name}`)
    .description(`${about} Generated from dashboards/${name}.ts; change it there.`)
    .tags([tag])
    .readonly()
    .timezone('browser')
    .time({ from: 'now-3h', to: 'now' })
    .refresh('30s')
    .tooltip(DashboardCursorSync.Crosshair)
    .link(
      new DashboardLinkBuilder('Dashboards of the stand')
        .type(DashboardLinkType.Dashboards)
        .tags([tag])
        .asDropdown(true)
        .keepTime(true),
    );
}
