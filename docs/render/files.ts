import type { Stand } from '../../model/stand';
import { diagram } from './diagram';
import { flowTable } from './flow-table';
import { probeTable } from './probe-table';
import { roleReadmes } from './role-readme';
import { serviceTable } from './service-table';
import { settingsTable } from './settings-table';

/** Texts of the generated documents, by path from the project's folder. @param example the stand of examples/ */
export function documents(stand: Stand, example: Stand): Record<string, string> {
  return {
    'docs/two-gateways.svg': diagram(example),
    'docs/stand.svg': diagram(stand),
    'docs/reference/flows.md': flowTable(stand),
    'docs/reference/probes.md': probeTable(stand),
    'docs/reference/services.md': serviceTable(stand),
    'docs/reference/settings.md': settingsTable(),
    ...roleReadmes(stand, example),
  };
}
