import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StandError } from '../../controller/errors';
import { endLostPlugins } from '../../controller/lost-plugins';
import type { Paths } from '../../controller/paths';
import type { Deployed } from '../../stacks/deployed';
import { stackName } from '../../synth/synth';
import type { Progress } from '../progress';
import {
  type Configuration,
  declaredMemory,
  declaredObjects,
  definitionCommand,
  type LibvirtObject,
  libvirtUris,
} from './declared-objects';
import { type Plan, parsePlan, sizeOf } from './plan';
import { EngineProgram, engineError } from './program';
import { EngineReport } from './report';
import {
  parseDeployed,
  parseState,
  type Remembered,
  rememberedIn,
  type StateFile,
} from './state-file';
import { isLocked } from './state-lock';
import { Unfinished } from './unfinished';
import { keepWholeState, takeWholeState } from './whole-state';

/** How long to wait for another command to release the state; the engine tries after 1 and 3 s, then 7. */
const lockTimeout = '-lock-timeout=5s';

/** Terraform or OpenTofu, run on the synthesised stack. */
export class Engine {
  private readonly path: string;
  private readonly program: EngineProgram;
  private readonly folder: string;
  private readonly configurationFile: string;
  private readonly planFile: string;
  /** Identifies this run: the marks of what it creates contain it. */
  private readonly run = randomUUID();
  private readonly unfinished: Unfinished;

  constructor(
    paths: Paths,
    private readonly progress: Progress,
  ) {
    this.folder = join(paths.root, 'cdktf.out', 'stacks', stackName);
    this.path = join(paths.root, 'node_modules', '.bin', 'terraform');
    this.program = new EngineProgram(this.path, this.folder);
    this.configurationFile = join(this.folder, 'cdk.tf.json');
    this.planFile = join(paths.runtime, 'stand.tfplan');
    this.unfinished = new Unfinished(join(paths.runtime, 'unfinished'), this.run);
  }

  /** Has it use what was synthesised. What an engine that was killed has left of a local state is made whole. */
  async init(): Promise<void> {
    const state = this.localState();
    if (state !== undefined && (await takeWholeState(state)))
      this.progress.line(`  ${state} was cut off when an engine was killed; took its last copy`);
    const args = ['init', '-input=false', '-no-color', '-reconfigure'];
    await this.program.ask(args, 'the engine could not be initialised');
  }

  /**
   * Call this before changing anything that another command may be working on. What is left of an engine that
   * was killed is ended.
   * @throws StandError when another command holds the state's lock
   */
  async requireUnlocked(): Promise<void> {
    if (!existsSync(this.folder)) return;
    // This takes the lock and changes nothing: there is no such resource.
    const args = ['untaint', '-allow-missing', '-no-color', lockTimeout, 'null_resource.none'];
    const { output } = await this.program.capture(args);
    // Before the first init this fails for another reason, but then no other command can be running either.
    if (isLocked(output.join('\n'))) throw engineError(output.join('\n'));
    endLostPlugins(this.folder);
  }

  /**
   * Saves, for `apply`, a plan that brings the stand to what was synthesised.
   * @param replace addresses of resources to replace
   */
  async plan(replace: readonly string[] = []): Promise<Plan> {
    return this.makePlan(this.planFile, replace);
  }

  /** The same plan, for a look: another command's that is saved is left alone. */
  async preview(): Promise<Plan> {
    const file = `${this.planFile}.${this.run}`;
    try {
      return await this.makePlan(file, []);
    } finally {
      rmSync(file, { force: true });
    }
  }

  private async makePlan(file: string, replace: readonly string[]): Promise<Plan> {
    const options = [...new Set(replace)].map((address) => `-replace=${address}`);
    const report = await this.stream(['plan', `-out=${file}`, ...options]);
    if (report.changes === 0 && !report.changesOutputs) return {};
    const args = ['show', '-json', '-no-color', file];
    return parsePlan(await this.program.ask(args, 'the plan could not be read'));
  }

  /**
   * Applies exactly the plan that was made last.
   * @param parallelism how many resources are changed at a time. @default the engine's own
   */
  async apply(parallelism?: number): Promise<void> {
    const options = parallelism === undefined ? [] : [`-parallelism=${parallelism}`];
    // Otherwise the launcher would judge the plan again, without knowing which hosts the user named.
    const env = { STAND_PLAN_IS_JUDGED: this.planFile, STAND_RUN: this.run };
    try {
      await this.change(['apply', '-auto-approve', ...options], [this.planFile], env);
    } finally {
      this.dropPlan();
    }
  }

  dropPlan(): void {
    rmSync(this.planFile, { force: true });
  }

  /**
   * @param kept addresses of the resources to keep
   * @param losesData whether hosts may go that keep data within themselves
   */
  async destroy(kept: readonly string[], losesData: boolean): Promise<void> {
    const env: Record<string, string> = losesData ? { STAND_LOSES_DATA: 'yes' } : {};
    if (kept.length === 0) {
      await this.change(['destroy', '-auto-approve'], [], env);
      return;
    }
    const others = (await this.resources()).filter((address) => !kept.includes(address));
    if (others.length === 0) return;
    const targets = others.map((address) => `-target=${address}`);
    await this.change(['destroy', '-auto-approve', ...targets], [], env);
  }

  /** Imports an existing object into the state. */
  async import(address: string, id: string): Promise<void> {
    const args = ['import', '-input=false', '-no-color', lockTimeout, address, id];
    await this.program.ask(args, `${address} could not be imported`);
  }

  /** Removes resources from the state without touching the objects themselves. */
  async forget(addresses: readonly string[]): Promise<void> {
    const args = ['state', 'rm', lockTimeout, ...addresses];
    await this.program.ask(args, 'the state could not be changed');
  }

  /** The libvirt objects that the synthesised stack declares. */
  declared(): LibvirtObject[] {
    return declaredObjects(this.configuration());
  }

  /** The command line that brings a host to the size that it declares. */
  definitionOf(host: string): [program: string, ...args: string[]] {
    return definitionCommand(this.configuration(), host);
  }

  /** URIs of the libvirt daemons that it declares them on. */
  libvirts(): string[] {
    return libvirtUris(this.configuration());
  }

  /** Addresses of the resources that a killed run was creating. */
  unfinishedAddresses(): string[] {
    return this.unfinished.addresses();
  }

  /** The run that was creating it. */
  startedByRun(address: string): string {
    return this.unfinished.runOf(address);
  }

  /** Marks a resource whose change has begun before the plan is applied, which ends that. */
  markBegun(address: string): void {
    this.unfinished.begin(address);
  }

  /** Removes the marks that a killed run left on resources that turned out to be complete. */
  markFinished(addresses: readonly string[]): void {
    for (const address of addresses) this.unfinished.end(address);
  }

  /** Prints what the description would change. @returns whether it would change anything */
  async showChanges(): Promise<boolean> {
    const plain = process.stdout.isTTY ? [] : ['-no-color'];
    const args = ['plan', '-input=false', '-detailed-exitcode', ...plain, lockTimeout];
    const code = await this.program.run(args);
    if (code !== 0 && code !== 2)
      throw new StandError('the engine could not make a plan; see its error above');
    // It counts outputs too, which change nothing of the stand.
    return code === 2 && sizeOf(await this.preview()) > 0;
  }

  /**
   * Addresses of the resources in the state; none when there is no state yet.
   * @throws StandError where there may be one
   */
  async resources(): Promise<string[]> {
    const { code, lines, output } = await this.program.capture(['state', 'list']);
    if (code === 0) return [...lines];
    const text = output.join('\n');
    if (text.includes('No state file was found')) return [];
    throw engineError(`the state could not be read:\n${text}`);
  }

  /**
   * Who deployed last, as the state says; undefined where it says nothing.
   * @param seconds how long that may take. @default as long as it takes
   */
  async deployed(seconds?: number): Promise<Deployed | undefined> {
    const args = ['output', '-json'];
    const lines = await this.program.ask(args, 'the state could not be read', seconds);
    return parseDeployed(lines);
  }

  /**
   * Puts a state to its place that the engine could only write beside the stack, since its backend was out of
   * reach in the middle of a change.
   * @returns whether there was one
   */
  async takeOverErrored(): Promise<boolean> {
    const file = join(this.folder, 'errored.tfstate');
    if (!existsSync(file)) return false;
    const plain = await this.decrypted(file);
    try {
      await this.pushState(plain);
    } finally {
      if (plain !== file) rmSync(dirname(plain), { recursive: true });
    }
    renameSync(file, `${file}.taken`);
    return true;
  }

  /** A file that the engine can push: it reads an encrypted one only as the state of a stack. */
  private async decrypted(file: string): Promise<string> {
    if (!('encrypted_data' in JSON.parse(readFileSync(file, 'utf8')))) return file;
    const folder = mkdtempSync(join(dirname(this.planFile), 'errored-'));
    const { terraform } = this.configuration();
    const stack = {
      terraform: { encryption: terraform?.encryption, backend: { local: { path: file } } },
    };
    writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify(stack));
    const program = new EngineProgram(this.path, folder);
    await program.ask(['init', '-input=false', '-no-color'], `${file} could not be read`);
    const lines = await program.ask(['state', 'pull'], `${file} could not be read`);
    const plain = join(folder, 'plain.tfstate');
    writeFileSync(plain, lines.join('\n'), { mode: 0o600 });
    return plain;
  }

  /** The whole state; undefined where there is none yet. */
  async pullState(): Promise<StateFile | undefined> {
    const lines = await this.program.ask(['state', 'pull'], 'the state could not be read');
    return parseState(lines.join('\n'));
  }

  /** What resources in the state remember, complete or not, and what those will that the synthesised stack declares. */
  async remembered(): Promise<{ inState: Remembered[]; declared: Remembered[] }> {
    const state = await this.pullState();
    const inState = state ? rememberedIn(state) : [];
    return { inState, declared: declaredMemory(this.configuration()) };
  }

  /** Puts a state where the synthesised stack says; the engine refuses to put it over another. */
  async pushState(file: string): Promise<void> {
    const args = ['state', 'push', lockTimeout, file];
    await this.program.ask(args, 'the state could not be written');
  }

  /** The file of a local state; undefined where it is elsewhere. */
  private localState(): string | undefined {
    if (!existsSync(this.configurationFile)) return undefined;
    return this.configuration().terraform?.backend?.local?.path;
  }

  private configuration(): Configuration {
    return JSON.parse(readFileSync(this.configurationFile, 'utf8'));
  }

  /** Runs a command that writes the state again and again. */
  private async change(...command: Parameters<Engine['stream']>): Promise<void> {
    const state = this.localState();
    const end =
      state === undefined
        ? () => {}
        : keepWholeState(state, ({ message }) =>
            this.progress.warn(`no copies of the state are kept meanwhile: ${message}`),
          );
    try {
      await this.stream(...command);
    } finally {
      end();
    }
  }

  private async stream(
    command: readonly string[],
    last: readonly string[] = [],
    env: Readonly<Record<string, string>> = {},
  ): Promise<EngineReport> {
    const report = new EngineReport(this.progress, this.unfinished);
    const args = [...command, '-json', '-input=false', lockTimeout, ...last];
    const code = await this.program.stream(args, { env, onLine: (line) => report.take(line) });
    if (code !== 0) throw engineError(report.failure());
    return report;
  }
}
