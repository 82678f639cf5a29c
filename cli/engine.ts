import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StandError } from '../machine/errors';
import { capture, run } from '../machine/process';
import type { Paths } from '../synth/paths';
import { stackName } from '../synth/synth';
import { declaredObjects, type LibvirtObject } from './declared-objects';
import { withRemedy } from './engine-remedies';
import { EngineReport } from './engine-report';
import type { Progress } from './progress';
import { Unfinished } from './unfinished';

/** Terraform or OpenTofu, at work on the synthesised stack. */
export class Engine {
  private readonly program: string;
  private readonly folder: string;
  private readonly unfinished: Unfinished;

  constructor(
    paths: Paths,
    private readonly progress: Progress,
  ) {
    this.program = join(paths.root, 'node_modules', '.bin', 'terraform');
    this.folder = join(paths.root, 'cdktf.out', 'stacks', stackName);
    this.unfinished = new Unfinished(join(paths.runtime, 'unfinished'));
  }

  async init(): Promise<void> {
    const { code, output } = await capture(
      this.program,
      ['init', '-input=false', '-no-color', '-reconfigure'],
      {
        cwd: this.folder,
      },
    );
    if (code !== 0)
      throw new StandError(['the engine could not be initialised:', ...output].join('\n'));
  }

  /**
   * Brings the stand to what is synthesised, and makes anew what a killed run left half done.
   * @param replace addresses of other resources to be made anew
   * @param atATime how many resources are worked on at a time; the engine's own choice where none is given
   */
  async apply(replace: readonly string[] = [], atATime?: number): Promise<void> {
    const again = new Set([...replace, ...(await this.halfDone())]);
    const options = [...again].map((address) => `-replace=${address}`);
    if (atATime !== undefined) options.push(`-parallelism=${atATime}`);
    await this.stream(['apply', ...options]);
  }

  /** @param kept addresses of what stays as it is */
  async destroy(kept: readonly string[] = []): Promise<void> {
    if (kept.length === 0) return this.stream(['destroy']);
    const others = (await this.resources()).filter((address) => !kept.includes(address));
    if (others.length === 0) return;
    await this.stream(['destroy', ...others.map((address) => `-target=${address}`)]);
  }

  /** Takes something that is there into the state. */
  async import(address: string, id: string): Promise<void> {
    const args = ['import', '-input=false', '-no-color', '-lock-timeout=60s', address, id];
    const { code, output } = await capture(this.program, args, { cwd: this.folder });
    if (code !== 0)
      throw new StandError([`${address} could not be taken over:`, ...output].join('\n'));
  }

  /** Takes something out of the state that is to stay as it is. */
  async forget(addresses: readonly string[]): Promise<void> {
    const args = ['state', 'rm', '-lock-timeout=60s', ...addresses];
    const { code, output } = await capture(this.program, args, { cwd: this.folder });
    if (code !== 0) throw new StandError(['the state could not be changed:', ...output].join('\n'));
  }

  /** What the synthesised stack wants of libvirt. */
  declared(): LibvirtObject[] {
    const text = readFileSync(join(this.folder, 'cdk.tf.json'), 'utf8');
    return declaredObjects(JSON.parse(text));
  }

  /** Whether a killed run was making it. */
  wasMaking(address: string): boolean {
    return this.unfinished.addresses().includes(address);
  }

  /** Prints what `apply` would change. @returns whether it would change anything */
  async plan(): Promise<boolean> {
    const args = ['plan', '-input=false', '-detailed-exitcode', '-lock-timeout=60s'];
    const code = await run(this.program, args, { cwd: this.folder });
    if (code !== 0 && code !== 2)
      throw new StandError('the engine could not make a plan; see above');
    return code === 2;
  }

  /** Addresses of what the state holds; none when there is no state yet. */
  async resources(): Promise<string[]> {
    const { code, lines } = await capture(this.program, ['state', 'list'], { cwd: this.folder });
    return code === 0 ? [...lines] : [];
  }

  private async halfDone(): Promise<string[]> {
    const marked = this.unfinished.addresses();
    if (marked.length === 0) return [];
    return (await this.resources()).filter((address) => marked.includes(address));
  }

  private async stream(command: readonly string[]): Promise<void> {
    const report = new EngineReport(this.progress, this.unfinished);
    const args = [...command, '-json', '-auto-approve', '-input=false', '-lock-timeout=60s'];
    const code = await run(this.program, args, {
      cwd: this.folder,
      onLine: (line) => report.take(line),
    });
    if (code !== 0) throw new StandError(withRemedy(report.failure()));
  }
}
