import { renderAnsible } from './ansible';
import { renderHost } from './host';
import type { RenderInputs } from './inputs';
import { type Readings, readings } from './readings';
import { roleVariables } from './role-variables';
import { serviceFiles } from './service-files';

export interface Rendered {
  /** Texts of files by absolute path. */
  readonly files: Readonly<Record<string, string>>;
  /** For each host by name, the text whose change makes a new host. */
  readonly shapes: Readonly<Record<string, string>>;
  /** For each playbook by name, what it reads. */
  readonly readings: Readonly<Record<string, Readings>>;
}

/** All that is generated from the model besides Terraform's own configuration. Touches no file. */
export function render(inputs: RenderInputs): Rendered {
  const { stand } = inputs;
  const hosts = stand.hosts.map((host) => renderHost(inputs, host));
  const variables = stand.services.map((service) => roleVariables(stand, service));
  const copied = { ...serviceFiles(stand), ...inputs.certificateFiles };
  const ansible = renderAnsible(inputs, variables, copied);
  return {
    files: Object.assign({}, ansible, ...hosts.map(({ files }) => files)),
    shapes: Object.fromEntries(hosts.map(({ host, shape }) => [host.name, shape])),
    readings: readings(inputs, variables, copied),
  };
}
