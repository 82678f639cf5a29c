import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { backups } from './backups';
import { database } from './database';
import { hosts } from './hosts';
import { messaging } from './messaging';
import { overview } from './overview';

/**
 * Grafana 11.4's version of the dashboards' format. The SDK follows 11.6, whose 41 differs in a
 * setting of the time picker that no dashboard here has.
 */
const schemaVersion = 40;

/** All dashboards by their files' names. */
export const dashboards: Readonly<Record<string, Dashboard>> = Object.fromEntries(
  Object.entries({ overview, messaging, database, backups, hosts }).map(([name, builder]) => {
    const { panels = [], ...rest } = builder.build();
    const numbered = panels.map((panel, index) => ({ ...panel, id: index + 1 }));
    return [name, { ...rest, panels: numbered, schemaVersion }];
  }),
);
