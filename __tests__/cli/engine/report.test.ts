import { partName } from '../../../cli/engine/report';

test.each([
  ['null_resource.hosts_e1server_0A1B2C3D', 'host e1server'],
  ['libvirt_domain.hosts_e1server_domain_0A1B2C3D', 'host e1server_domain'],
  ['libvirt_network.networks_dmz_0A1B2C3D', 'network dmz'],
  ['null_resource.services_nfs_server_0A1B2C3D', 'service nfs_server'],
  [
    'libvirt_volume.storage_lab_psql1server_postgresql_0A1B2C3D',
    'storage lab_psql1server_postgresql',
  ],
  ['local_file.other', 'local_file.other'],
])('%s is told as %s', (address, part) => {
  expect(partName(address)).toBe(part);
});
