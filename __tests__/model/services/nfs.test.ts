import { buildStand } from '../../../model/build-stand';
import { nfsClient } from '../../../model/services/nfs-client';
import { nfsServer } from '../../../model/services/nfs-server';
import { unitsOf } from '../../../model/services/service';
import type { Stand } from '../../../model/stand';
import { hostsOf } from '../../../model/topology/groups';
import { hostOf, onlyHosts, otherAddressPlan, shipped, thirdPostgresql } from '../../fixtures';

const lab = buildStand(shipped);
const machines: Stand = { ...lab, hypervisor: 'kvm' };

const clientsOf = (config: typeof shipped) =>
  nfsServer.variables(buildStand(config)).nfs_server_clients;

test('each PostgreSQL host may mount the export, by the address that the server sees', () => {
  expect(clientsOf(shipped)).toEqual(['192.168.1.10', '192.168.1.11']);
  expect(clientsOf(thirdPostgresql)).toEqual(['192.168.1.10', '192.168.1.11', '192.168.1.14']);
  expect(clientsOf(otherAddressPlan)).toEqual(['172.16.5.10', '172.16.5.11']);
});

test('each PostgreSQL host mounts it from the address at which it reaches the server', () => {
  for (const host of hostsOf(lab, 'psqlserver')) {
    expect(nfsClient.hostVariables?.(lab, host)).toEqual({ nfs_client_server: '192.168.1.12' });
  }
});

test('only the PostgreSQL hosts get through to the server, on the one port of NFS 4', () => {
  const flows = lab.flows.filter(({ ports = [] }) => ports.includes(2049));
  expect(flows).toMatchObject([{ from: ['psqlserver'], to: 'bkserver', protocol: 'tcp' }]);
});

test('containers have a shared folder instead, and say so', () => {
  expect(nfsServer.variables(lab).nfs_server_bound).toBe(true);
  expect(nfsClient.variables(lab).nfs_client_bound).toBe(true);
  expect(unitsOf(nfsServer, lab)).toEqual(['srv-share-upload.mount']);
  expect(unitsOf(nfsClient, lab)).toEqual(['mnt-nfs.mount']);
  const notes = [nfsServer, nfsClient].flatMap(
    (service) => service.notes?.(lab, hostOf(lab, 'bk1server')) ?? [],
  );
  expect(notes).toEqual([
    expect.stringMatching(/no NFS: \/srv\/share\/upload is a shared folder$/),
    expect.stringMatching(/no NFS: \/mnt\/nfs is a shared folder$/),
  ]);
});

test('machines have NFS, and nothing to say of it', () => {
  expect(nfsServer.variables(machines).nfs_server_bound).toBe(false);
  expect(nfsClient.variables(machines).nfs_client_bound).toBe(false);
  expect(unitsOf(nfsServer, machines)).toEqual(['nfs-server']);
  expect(unitsOf(nfsClient, machines)).toEqual(['mnt-nfs.automount']);
  expect(nfsServer.notes?.(machines, hostOf(lab, 'bk1server'))).toEqual([]);
  expect(nfsClient.notes?.(machines, hostOf(lab, 'psql1server'))).toEqual([]);
});

test('a stand has export and mount only where both ends are', () => {
  const present = (names: string[]) =>
    buildStand(onlyHosts(names))
      .services.map(({ name }) => name)
      .filter((name) => name.startsWith('nfs_'));
  expect(present(['psql1server', 'psql2server', 'bk1server'])).toEqual([
    'nfs_server',
    'nfs_client',
  ]);
  expect(present(['psql1server'])).toEqual([]);
  expect(present(['bk1server'])).toEqual([]);
});
