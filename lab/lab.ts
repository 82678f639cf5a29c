import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StandError } from '../controller/errors';
import type { Paths } from '../controller/paths';
import { capture } from '../controller/process';
import { claimDataFolder } from './data-folder';
import { labConf, labSettings, resolvConf } from './settings';

/** The lab: network, mount and process namespaces with a libvirt of their own. */
export class Lab {
  constructor(private readonly paths: Paths) {}

  /** Starts it, with the hosts that are off. Running twice is fine. @returns what could not be started, in words */
  async start(): Promise<readonly string[]> {
    claimDataFolder(this.paths);
    this.writeSettings();
    writeFileSync(join(this.paths.lab, 'resolv.conf'), resolvConf());
    const program = join(this.paths.cache, 'packages', 'program');
    await this.script('unpack', 'apt-cacher-ng', program);
    return this.script('up', this.paths.lab);
  }

  /** Ends every process in it and removes its namespaces, mounts and uplink. */
  async stop(): Promise<void> {
    this.writeSettings();
    await this.script('down', this.paths.lab);
  }

  /** A command line that runs a command where the hosts are reachable. */
  inside(command: readonly string[]): [program: string, ...args: string[]] {
    return [join(this.paths.root, 'lab', 'enter'), this.paths.lab, ...command];
  }

  async running(): Promise<boolean> {
    const [program, ...args] = this.inside(['true']);
    return (await capture(program, args)).code === 0;
  }

  private writeSettings(): void {
    const { lab, cache, data } = this.paths;
    mkdirSync(lab, { recursive: true });
    const folders = { packages: join(cache, 'packages'), data };
    writeFileSync(join(lab, 'lab.conf'), labConf(labSettings(this.paths), folders));
  }

  private async script(name: string, ...args: string[]): Promise<readonly string[]> {
    const { code, output } = await capture(join(this.paths.root, 'lab', name), args);
    if (code !== 0) throw new StandError(output.slice(-20).join('\n'));
    return output;
  }
}
