import { join } from 'node:path';
import { StandError } from '../machine/errors';
import { capture, run } from '../machine/process';
import type { Paths } from '../synth/paths';
import { stackName } from '../synth/synth';
import type { Progress } from './progress';
import { Unfinished } from './unfinished';

/** One line of the engine's JSON output. @see https://developer.hashicorp.com/terraform/internals/machine-readable-ui */
interface Message {
  readonly type: string;
  readonly hook?: {
    readonly resource?: { readonly addr: string };
    readonly action?: string;
    readonly elapsed_seconds?: number;
    readonly output?: string;
  };
  readonly diagnostic?: {
    readonly severity: string;
    readonly summary: string;
    readonly detail?: string;
    readonly address?: string;
  };
  readonly changes?: {
    readonly add: number;
    readonly change: number;
    readonly remove: number;
    readonly operation: string;
  };
}

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
    this.unfinished = new Unfinished(join(paths.lab, 'unfinished'));
  }

  async init(): Promise<void> {
    const { code, lines } = await capture(
      this.program,
      ['init', '-input=false', '-no-color', '-reconfigure'],
      {
        cwd: this.folder,
      },
    );
    if (code !== 0)
      throw new StandError(['the engine could not be initialised:', ...lines].join('\n'));
  }

  /**
   * Brings the stand to what is synthesised, and makes anew what a killed run left half done.
   * @param replace addresses of other resources to be made anew
   */
  async apply(replace: readonly string[] = []): Promise<void> {
    const again = new Set([...replace, ...(await this.halfDone())]);
    await this.stream(['apply', ...[...again].map((address) => `-replace=${address}`)]);
  }

  async destroy(): Promise<void> {
    await this.stream(['destroy']);
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
    return code === 0 ? lines : [];
  }

  private async halfDone(): Promise<string[]> {
    const marked = this.unfinished.addresses();
    if (marked.length === 0) return [];
    return (await this.resources()).filter((address) => marked.includes(address));
  }

  private async stream(command: readonly string[]): Promise<void> {
    const report = new Report(this.progress, this.unfinished);
    const args = [...command, '-json', '-auto-approve', '-input=false', '-lock-timeout=60s'];
    const code = await run(this.program, args, {
      cwd: this.folder,
      onLine: (line) => report.take(line),
    });
    if (code !== 0) throw new StandError(report.failure());
  }
}

/** Turns the engine's messages into lines for people, and keeps what explains a failure. */
class Report {
  private readonly outputs = new Map<string, string[]>();
  private readonly failed: string[] = [];
  private readonly diagnostics: string[] = [];

  constructor(
    private readonly progress: Progress,
    private readonly unfinished: Unfinished,
  ) {}

  take(line: string): void {
    const message = parse(line);
    if (!message) return;
    const { type, hook, diagnostic, changes } = message;
    const address = hook?.resource?.addr ?? '';
    const name = partName(address);
    if (type === 'apply_start' && hook?.action !== 'noop')
      this.progress.line(`  … ${name} (${hook?.action})`);
    if (type === 'apply_complete') this.progress.line(`  ✓ ${name} (${hook?.elapsed_seconds} s)`);
    if (type === 'apply_errored') {
      this.progress.line(`  ✗ ${name} (${hook?.elapsed_seconds} s)`);
      this.failed.push(address);
    }
    if (type === 'apply_start' && hook?.action === 'create') this.unfinished.begin(address);
    if (type === 'apply_complete' || type === 'apply_errored') this.unfinished.end(address);
    if (type === 'provision_progress' && hook?.output) this.collect(address, hook.output);
    if (type === 'diagnostic' && diagnostic?.severity === 'error') {
      this.diagnostics.push([diagnostic.summary, diagnostic.detail ?? ''].join(': ').trim());
    }
    if (type === 'change_summary' && changes && changes.operation !== 'plan') {
      this.progress.line(
        `  ${changes.add} added, ${changes.change} changed, ${changes.remove} removed`,
      );
    }
  }

  /** What failed, with what its program said; where no program ran, the engine's own words. */
  failure(): string {
    const parts = this.failed.flatMap((address) => {
      const output = this.outputs.get(address);
      return output ? [`${partName(address)} failed:`, ...output] : [];
    });
    return (parts.length > 0 ? parts : ['the engine failed:', ...this.diagnostics]).join('\n');
  }

  private collect(address: string, output: string): void {
    if (output.startsWith('Executing: ')) return;
    const lines = this.outputs.get(address) ?? [];
    lines.push(...output.split('\n'));
    this.outputs.set(address, lines);
  }
}

function parse(line: string): Message | undefined {
  try {
    return JSON.parse(line) as Message;
  } catch {
    return undefined;
  }
}

/** `null_resource.hosts_e1server_0A1B2C3D` is the host e1server. */
export function partName(address: string): string {
  const [, kind, name] =
    /_(network|host|service)s_(.+)_[0-9A-F]{8}$/.exec(address.replace('.', '_')) ?? [];
  return kind ? `${kind} ${name}` : address;
}
