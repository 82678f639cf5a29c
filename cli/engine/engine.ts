import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { StandError } from '../../controller/errors';
import type { Paths } from '../../controller/paths';
import { capture, run } from '../../controller/process';
import { stackName } from '../../synth/synth';
import type { Progress } from '../progress';
import {
  type Configuration,
  declaredObjects,
  type LibvirtObject,
  libvirtUris,
} from './declared-objects';
import { type Plan, parsePlan } from './plan';
import { withRemedy } from './remedies';
import { EngineReport } from './report';
import { Unfinished } from './unfinished';

/** Terraform or OpenTofu, at work on the synthesised stack. */
export class Engine {
  private readonly program: string;
  private readonly folder: string;
  private readonly planFile: string;
  private readonly unfinished: Unfinished;

  constructor(
    paths: Paths,
    private readonly progress: Progress,
  ) {
    this.program = join(paths.root, 'node_modules', '.bin', 'terraform');
    this.folder = join(paths.root, 'cdktf.out', 'stacks', stackName);
    this.planFile = join(paths.runtime, 'stand.tfplan');
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
   * Saves a plan of what brings the stand to what is synthesised, for `apply`.
   * @param replace addresses of resources to be made anew
   */
  async plan(replace: readonly string[] = []): Promise<Plan> {
    const options = [...new Set(replace)].map((address) => `-replace=${address}`);
    await this.stream(['plan', `-out=${this.planFile}`, ...options]);
    const args = ['show', '-json', '-no-color', this.planFile];
    const { code, lines, output } = await capture(this.program, args, { cwd: this.folder });
    if (code !== 0) throw new StandError(['the plan could not be read:', ...output].join('\n'));
    return parsePlan(lines);
  }

  /**
   * Does what was planned last, and nothing else.
   * @param atATime how many resources are worked on at a time; the engine's own choice where none is given
   */
  async apply(atATime?: number): Promise<void> {
    const options = atATime === undefined ? [] : [`-parallelism=${atATime}`];
    // The launcher would judge it once more, and knows of no host that was named.
    const env = { STAND_PLAN_IS_JUDGED: this.planFile };
    try {
      await this.stream(['apply', '-auto-approve', ...options], [this.planFile], env);
    } finally {
      this.dropPlan();
    }
  }

  dropPlan(): void {
    rmSync(this.planFile, { force: true });
  }

  /** @param kept addresses of what stays as it is */
  async destroy(kept: readonly string[] = []): Promise<void> {
    if (kept.length === 0) return this.stream(['destroy', '-auto-approve']);
    const others = (await this.resources()).filter((address) => !kept.includes(address));
    if (others.length === 0) return;
    const targets = others.map((address) => `-target=${address}`);
    await this.stream(['destroy', '-auto-approve', ...targets]);
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
    return declaredObjects(this.configuration());
  }

  /** The libvirts that it wants it of. */
  libvirts(): string[] {
    return libvirtUris(this.configuration());
  }

  /** Addresses of what a killed run was making. */
  unmade(): string[] {
    return this.unfinished.addresses();
  }

  /** Prints what the stand's description changes. @returns whether it changes anything */
  async showChanges(): Promise<boolean> {
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

  private configuration(): Configuration {
    return JSON.parse(readFileSync(join(this.folder, 'cdk.tf.json'), 'utf8'));
  }

  private async stream(
    command: readonly string[],
    last: readonly string[] = [],
    env: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const report = new EngineReport(this.progress, this.unfinished);
    const args = [...command, '-json', '-input=false', '-lock-timeout=60s', ...last];
    const code = await run(this.program, args, {
      cwd: this.folder,
      env,
      onLine: (line) => report.take(line),
    });
    if (code !== 0) throw new StandError(withRemedy(report.failure()));
  }
}
