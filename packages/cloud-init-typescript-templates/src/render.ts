import type { CloudConfig } from './cloud-config';
import type { MetaData } from './meta-data';
import type { NetworkConfigV2 } from './network-config';
import { assertNoFaults } from './validation/invalid-config-error';
import { metaDataFaults } from './validation/meta-data';
import { networkConfigFaults } from './validation/network-config';
import { userDataFaults } from './validation/user-data';
import { toYaml } from './yaml';

/**
 * User-data: the `#cloud-config` header and the configuration as YAML.
 * @throws InvalidConfigError naming every fault.
 */
export function renderUserData(config: CloudConfig): string {
  assertNoFaults('cloud-config', userDataFaults(config));
  return `#cloud-config\n${toYaml(config)}`;
}

/**
 * Network-config as a NoCloud data source takes it, without a `network:` key around it.
 * @throws InvalidConfigError naming every fault.
 */
export function renderNetworkConfig(config: NetworkConfigV2): string {
  assertNoFaults('network-config', networkConfigFaults(config));
  return toYaml(config);
}

/**
 * Meta-data of a NoCloud data source.
 * @throws InvalidConfigError naming every fault.
 */
export function renderMetaData(metaData: MetaData): string {
  assertNoFaults('meta-data', metaDataFaults(metaData));
  return toYaml(metaData);
}
