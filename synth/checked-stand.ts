import { optionsOf } from '../ansible/role';
import { buildStand } from '../model/build-stand';
import type { StandConfig } from '../model/description/config';
import type { Stand } from '../model/stand';

/**
 * The stand of a description, whose settings are judged by what the roles of this checkout take.
 * @param lacking for each service by name that cannot be deployed here, the reason
 * @throws InvalidStandError
 */
export function checkedStand(
  config: StandConfig,
  lacking: Readonly<Record<string, string>> = {},
): Stand {
  return buildStand(config, lacking, optionsOf);
}
