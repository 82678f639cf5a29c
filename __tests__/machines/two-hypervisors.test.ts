import { join } from 'node:path';
import { localPlace } from '../../cli/reach/place';
import { VolumeCopies } from '../../cli/release/volume-copies';
import { buildStand } from '../../model/build-stand';
import {
  copyFiles,
  describeBy,
  editFile,
  paths,
  removeCheckout,
  root,
} from '../../test-stand/checkout';
import { far, type HypervisorLab, near } from '../../test-stand/hypervisor-lab';
import { leftovers } from '../../test-stand/leftovers';
import { stand, succeed } from '../../test-stand/stand';
import { bareImage } from './bare-image';
import spread from './two-hypervisors.config';

/** A word that stands in the description for what only this run knows. */
const settings: Record<string, string> = {};
const setting = (word: string) => settings[word] as string;

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

  it('what they kept is copied where it is, put back, and what came since set aside', async () => {
    const described = buildStand({
      ...spread,
      image: { source: setting('IMAGE'), sha512: setting('SHA512') },
      hypervisors: {
        near: { uri: setting('NEAR'), pool: setting('NEAR_POOL') },
        far: { uri: setting('FAR'), pool: setting('FAR_POOL') },
      },
    });
    const copies = new VolumeCopies({ paths, place: localPlace }, described);
    /** Writes a byte on each volume, or finds it there. */
    const onDisks = (what: 'write' | 'read', byte: number, copy = '') => {
      const volumes = ['gw1server-srv', 'psql1server-etcd', 'psql1server-postgresql'];
      for (const volume of volumes) {
        const pool = volume.startsWith('gw1server') ? 'NEAR_POOL' : 'FAR_POOL';
        const file = join(setting(pool), `${volume}${copy}.qcow2`);
        const said = near.run('qemu-io', '-f', 'qcow2', '-c', `${what} -P ${byte} 0 4k`, file);
        expect(said).not.toContain('failed');
      }
    };
    onDisks('write', 1);
    await copies.make('bookworm');
    onDisks('write', 2);
    await copies.putBack('bookworm', 'trixie-1');
    onDisks('read', 1);
    onDisks('read', 2, '.trixie-1');
    expect(volumes(near)).toEqual(['gw1server-srv.qcow2', 'gw1server-srv.trixie-1.qcow2']);
    expect(volumes(far)).toHaveLength(4);
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
