/** Ansible reads its files with PyYAML, as cloud-init does. */
export { toYaml } from 'cloud-init-typescript-templates';
