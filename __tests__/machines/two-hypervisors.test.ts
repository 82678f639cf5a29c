import { join } from 'node:path';
import { copyFiles, describeBy, editFile, removeCheckout, root } from '../../test-stand/checkout';
import { far, type HypervisorLab, near } from '../../test-stand/hypervisor-lab';
import { leftovers } from '../../test-stand/leftovers';
import { stand, succeed } from '../../test-stand/stand';
import { bareImage } from './bare-image';

/** A word that stands in the description for what only this run knows. */
const settings: Record<string, string> = {};

function describeSpread(): void {
  describeBy(join(__dirname, 'two-hypervisors.config.ts'));
  for (const [word, setting] of Object.entries(settings)) {
    editFile('stand.config.ts', `'${word}'`, `'${setting}'`);
  }
}

const words = (text: string) => text.split(/\s+/).filter(Boolean).sort();
const machines = (lab: HypervisorLab) => words(lab.run('virsh', 'list', '--name'));
const volumes = (lab: HypervisorLab) => {
  const table = lab.run('virsh', '--quiet', 'vol-list', '--pool', 'spread');
  return table
    .split('\n')
    .flatMap((row) => row.trim().split(/\s+/)[0] || [])
    .sort();
};

describe('machines on two hypervisors, one of them reached by ssh', () => {
  beforeAll(async () => {
    copyFiles();
    for (const lab of [near, far]) {
      await lab.start(['br-management', 'br-dmz', 'br-internal']);
    }
    // Nothing boots from it: what is on the hypervisors before a machine boots is what this is about.
    const image = bareImage();
    Object.assign(settings, {
      ...{ NEAR: near.localUri, NEAR_POOL: join(root, '.stand', 'pool-near') },
      ...{ FAR: far.openToSsh(), FAR_POOL: join(root, '.stand', 'pool-far') },
      ...{ IMAGE: image.source, SHA512: image.sha512 },
    });
    describeSpread();
  });

  afterAll(async () => {
    for (const lab of [near, far]) await lab.stop();
    // The next test's stand has another name, and secrets of its own.
    removeCheckout();
  });

  it('`up` says which login to try where ssh leads nowhere', async () => {
    const restore = editFile('stand.config.ts', `@${far.address}/`, `@${far.address}:1/`);
    const { code, stderr } = await stand(['up']);
    restore();
    expect(code).toBe(3);
    expect(stderr).toContain(`\`ssh -p 1 root@${far.address} virsh --connect qemu:///system uri\``);
  });

  it('`up` starts each where it is described, with its disks', async () => {
    let interrupted = false;
    const { code } = await stand(['up'], {
      onProgress: (text, interrupt) => {
        const isStarted = (host: string) => text.includes(`host ${host}_ready (create)`);
        if (interrupted || !isStarted('gw1server') || !isStarted('psql1server')) return;
        interrupted = true;
        interrupt('SIGINT');
      },
    });
    expect(code).not.toBe(0);
    expect(machines(near)).toEqual(['spread-gw1server']);
    expect(machines(far)).toEqual(['spread-psql1server']);
    expect(volumes(near)).toEqual([
      'gw1server-seed.iso',
      'gw1server-srv.qcow2',
      'gw1server.qcow2',
      'trixie.qcow2',
    ]);
    expect(volumes(far)).toEqual([
      'psql1server-etcd.qcow2',
      'psql1server-postgresql.qcow2',
      'psql1server-seed.iso',
      'psql1server.qcow2',
      'trixie.qcow2',
    ]);
  });

  it('`down` takes both away and keeps data where it is', async () => {
    await succeed(['down']);
    for (const lab of [near, far]) expect(machines(lab)).toEqual([]);
  });

  it('`down --data` takes away the rest', async () => {
    await succeed(['down', '--data', '--confirm', 'spread']);
    for (const lab of [near, far]) {
      expect(words(lab.run('virsh', 'pool-list', '--all', '--name'))).toEqual([]);
      await lab.stop();
    }
    expect(leftovers()).toEqual([]);
  });
});
