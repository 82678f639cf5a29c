import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Lab } from '../lab/lab';
import { labSettings, labSocket } from '../lab/settings';
import { paths, root } from './checkout';

/** A lab that stands for a hypervisor of somebody's: its libvirt, and bridges that are there already. */
export class HypervisorLab {
  private readonly paths: typeof paths;
  private readonly lab: Lab;

  /** @param digit tells it from others, beside the checkout's own lab */
  constructor(digit: string) {
    const runtime = join(paths.runtime, `hypervisor-${digit}`);
    this.paths = {
      ...paths,
      ...{ identity: `${paths.identity}${digit}`, runtime },
      ...{ lab: join(runtime, 'lab'), data: join(runtime, 'data') },
    };
    this.lab = new Lab(this.paths);
  }

  async start(bridges: readonly string[]): Promise<void> {
    await this.lab.start();
    for (const bridge of bridges) {
      this.run('ip', 'link', 'add', bridge, 'type', 'bridge');
      this.run('ip', 'link', 'set', bridge, 'up');
    }
  }

  /** Also ends what a killed run left, of which the folder may be gone already. */
  async stop(): Promise<void> {
    await this.lab.stop();
    rmSync(this.paths.runtime, { recursive: true });
  }

  /** @returns what the program printed */
  run(...command: string[]): string {
    const [program, ...args] = this.lab.inside(command);
    return execFileSync(program, args, { encoding: 'utf8' });
  }

  get localUri(): string {
    return `qemu+unix:///system?socket=${labSocket(this.paths)}`;
  }

  /** Lets root log in by a key of its own. @returns the URI for who is somewhere else */
  openToSsh(): string {
    const folder = join(this.paths.lab, 'ssh');
    const program = join(paths.cache, 'packages', 'openssh-server');
    const key = join(folder, 'key');
    mkdirSync(folder, { recursive: true });
    execFileSync(join(root, 'lab', 'unpack'), ['openssh-server', program]);
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
    this.run(join(__dirname, 'remote-hypervisor'), this.paths.lab, program, folder);
    // Its own host key is made just now: there is nobody who could have told it.
    return `qemu+ssh://root@${this.address}/system?keyfile=${key}&no_verify=1`;
  }

  get address(): string {
    return labSettings(this.paths).inner;
  }
}

export const near = new HypervisorLab('a');
export const far = new HypervisorLab('b');
