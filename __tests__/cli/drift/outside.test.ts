import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changedOutside, undescribedContainers } from '../../../cli/drift/outside';
import { buildStand } from '../../../model/build-stand';
import { libvirtDomain } from '../../../stacks/libvirt-domain';
import { hostOf, shipped } from '../../fixtures';

test('what others changed in libvirt is named, and nothing of our own books', () => {
  const change = (address: string, before: object, after: object | null) => ({
    address,
    type: address.split('.')[0] as string,
    change: {
      actions: [after ? ('update' as const) : ('delete' as const)],
      before: before as Record<string, unknown>,
      after: after as Record<string, unknown> | null,
    },
  });
  const resource_drift = [
    change(
      'libvirt_network.networks_dmz_0A1B2C3D',
      { mtu: 1500, name: 'dmz' },
      { mtu: 9000, name: 'dmz' },
    ),
    change('libvirt_network.networks_internal_0A1B2C3D', { name: 'internal' }, null),
    change('null_resource.services_base_0A1B2C3D', { a: 1 }, { a: 2 }),
  ];
  expect(changedOutside({ resource_drift })).toEqual([
    'network dmz differs: mtu',
    'network internal is gone',
  ]);
  expect(changedOutside({})).toEqual([]);
});

test('a container that nobody describes is named', () => {
  const lab = mkdtempSync(join(tmpdir(), 'lab-'));
  try {
    const stand = buildStand(shipped);
    const paths = { lab, identity: '0a1b2c' };
    expect(undescribedContainers(paths, stand)).toEqual([]);
    const domain = libvirtDomain(stand, hostOf(stand, 'e1server'), paths.identity).name;
    for (const name of [domain, 'stranger'])
      mkdirSync(join(lab, 'hosts', name), { recursive: true });
    expect(undescribedContainers(paths, stand)).toEqual(['container stranger is not described']);
  } finally {
    rmSync(lab, { recursive: true });
  }
});
