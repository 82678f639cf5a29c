export type * from './cloud-config';
export type * from './meta-data';
export type * from './network-config';
export { renderMetaData, renderNetworkConfig, renderUserData } from './render';
export { InvalidConfigError } from './validation/invalid-config-error';
export { toYaml } from './yaml';
