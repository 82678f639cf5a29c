import type { StandConfig } from '../../model/description/config';
import { checkedStand } from '../../synth/checked-stand';
import { conformanceTable } from './conformance-table';
import { diagram } from './diagram';
import { flowTable } from './flow-table';
import { probeTable } from './probe-table';
import { roleReadmes } from './role-readme';
import { serviceTable } from './service-table';
import { settingsTable } from './settings-table';

/** What brings the services that neither stand has need of. */
const more: Partial<StandConfig> = {
  certificates: {
    source: 'acme',
    directory: 'https://acme-v02.api.letsencrypt.org/directory',
    contact: 'mailto:admin@domain.local',
    challenge: 'http-01',
  },
};

/**
 * Texts of the generated documents, by path from the project's folder.
 * @param example the stand of examples/
 */
export function documents(config: StandConfig, example: StandConfig): Record<string, string> {
  const stand = checkedStand(config);
  const complete = checkedStand({ ...example, ...more });
  return {
    'docs/two-gateways.svg': diagram(complete),
    'docs/stand.svg': diagram(stand),
    'docs/reference/conformance.md': conformanceTable(),
    'docs/reference/flows.md': flowTable(stand),
    'docs/reference/probes.md': probeTable(stand),
    'docs/reference/services.md': serviceTable(complete),
    'docs/reference/settings.md': settingsTable(),
    ...roleReadmes(stand, complete),
  };
}
