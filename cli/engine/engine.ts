import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { StandError } from '../../controller/errors';
import type { Paths } from '../../controller/paths';
import { stackName } from '../../synth/synth';
import type { Progress } from '../progress';
import {
  type Configuration,
  declaredObjects,
  type LibvirtObject,
  libvirtUris,
} from './declared-objects';
import { type Plan, parsePlan } from './plan';
import { EngineProgram, engineError } from './program';
import { EngineReport } from './report';
import { isLocked } from './state-lock';
import { Unfinished } from './unfinished';

/** For as long another command may have the state before this one gives up. */
const lockTimeout = '-lock-timeout=3s';

/** Terraform or OpenTofu, at work on the synthesised stack. */
export class Engine {
  private readonly program: EngineProgram;
  private readonly folder: string;
  private readonly planFile: string;
  /** What is made in this run bears it. */
  private readonly run = randomUUID();
  private readonly unfinished: Unfinished;

  constructor(
    paths: Paths,
    private readonly progress: Progress,
  ) {
    this.folder = join(paths.root, 'cdktf.out', 'stacks', stackName);
    this.program = new EngineProgram(
      join(paths.root, 'node_modules', '.bin', 'terraform'),
      this.folder,
    );
    this.planFile = join(paths.runtime, 'stand.tfplan');
    this.unfinished = new Unfinished(join(paths.runtime, 'unfinished'), this.run);
  }

  async init(): Promise<void> {
    const args = ['init', '-input=false', '-no-color', '-reconfigure'];
    await this.program.ask(args, 'the engine could not be initialised');
  }

  /**
   * To be asked before anything is changed on which a command may be at work.
   * @throws StandError when another command has the state
   */
  async requireUnlocked(): Promise<void> {
    if (!existsSync(this.folder)) return;
    // It takes the lock, and changes nothing: there is no such resource.
    const args = ['untaint', '-allow-missing', '-no-color', lockTimeout, 'null_resource.none'];
    const { output } = await this.program.capture(args);
    // Where it cannot tell, since nothing was initialised yet, nothing can be at work either.
    if (isLocked(output.join('\n'))) throw engineError(output.join('\n'));
  }

  /**
   * Saves a plan of what brings the stand to what is synthesised, for `apply`.
   * @param replace addresses of resources to be made anew
   */
  async plan(replace: readonly string[] = []): Promise<Plan> {
    const options = [...new Set(replace)].map((address) => `-replace=${address}`);
    await this.stream(['plan', `-out=${this.planFile}`, ...options]);
    const args = ['show', '-json', '-no-color', this.planFile];
    return parsePlan(await this.program.ask(args, 'the plan could not be read'));
  }

  /**
   * Does what was planned last, and nothing else.
   * @param atATime how many resources are worked on at a time; the engine's own choice where none is given
   */
  async apply(atATime?: number): Promise<void> {
    const options = atATime === undefined ? [] : [`-parallelism=${atATime}`];
    // The launcher would judge it once more, and knows of no host that was named.
    const env = { STAND_PLAN_IS_JUDGED: this.planFile, STAND_RUN: this.run };
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
    const args = ['import', '-input=false', '-no-color', lockTimeout, address, id];
    await this.program.ask(args, `${address} could not be taken over`);
  }

  /** Takes something out of the state that is to stay as it is. */
  async forget(addresses: readonly string[]): Promise<void> {
    const args = ['state', 'rm', lockTimeout, ...addresses];
    await this.program.ask(args, 'the state could not be changed');
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

  /** The run that was making it. */
  runThatBegan(address: string): string {
    return this.unfinished.runOf(address);
  }

  /** Takes a killed run's word back: what it was making is whole. */
  confirmMade(addresses: readonly string[]): void {
    for (const address of addresses) this.unfinished.end(address);
  }

  /** Prints what the stand's description changes. @returns whether it changes anything */
  async showChanges(): Promise<boolean> {
    const args = ['plan', '-input=false', '-detailed-exitcode', lockTimeout];
    const code = await this.program.run(args);
    if (code !== 0 && code !== 2)
      throw new StandError('the engine could not make a plan; see above');
    return code === 2;
  }

  /** Addresses of what the state holds; none when there is no state yet. */
  async resources(): Promise<string[]> {
    const { code, lines } = await this.program.capture(['state', 'list']);
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
    const args = [...command, '-json', '-input=false', lockTimeout, ...last];
    const code = await this.program.stream(args, { env, onLine: (line) => report.take(line) });
    if (code !== 0) throw engineError(report.failure());
  }
}
