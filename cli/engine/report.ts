import { Awaited } from '../awaited';
import type { Progress } from '../progress';
import type { Unfinished } from './unfinished';

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
  readonly outputs?: Readonly<Record<string, { readonly action?: string }>>;
  readonly changes?: {
    readonly add: number;
    readonly change: number;
    readonly remove: number;
    readonly operation: string;
  };
}

/** Shows the engine's messages as lines for people, and collects what explains a failure. */
export class EngineReport {
  /** How many resources it changed or, planning, would change. */
  changes: number | undefined;
  /** Whether it changed outputs or, planning, would change some. */
  changesOutputs = false;
  private readonly outputs = new Map<string, string[]>();
  private readonly failed: string[] = [];
  private readonly diagnostics: string[] = [];
  private readonly awaited: Awaited;

  constructor(
    private readonly progress: Progress,
    private readonly unfinished: Unfinished,
  ) {
    this.awaited = new Awaited(progress.durations);
  }

  take(line: string): void {
    const message = parse(line);
    if (!message) return;
    const { type, hook, diagnostic, changes, outputs } = message;
    const address = hook?.resource?.addr ?? '';
    const name = partName(address).replace(/^(host .+)_definition$/, '$1: size and data');
    const seconds = hook?.elapsed_seconds;
    if (isForm(address, hook?.action)) return;
    if (type === 'apply_start' && hook?.action !== 'noop') {
      const estimate = this.awaited.begin(name, `${name} (${hook?.action})`);
      this.progress.line(`  … ${name} (${hook?.action})${estimate}`);
    }
    if (type === 'apply_complete')
      this.progress.line(`  ✓ ${name} (${seconds} s)${this.awaited.end(name, seconds)}`);
    if (type === 'apply_errored') {
      this.progress.line(`  ✗ ${name} (${seconds} s)${this.awaited.end(name)}`);
      this.failed.push(address);
    }
    if (type === 'apply_start' && hook?.action === 'create') this.unfinished.begin(address);
    if (type === 'apply_complete' || type === 'apply_errored') this.unfinished.end(address);
    if (type === 'provision_progress' && hook?.output) this.collect(address, hook.output);
    if (type === 'diagnostic' && diagnostic?.severity === 'error') {
      this.diagnostics.push([diagnostic.summary, diagnostic.detail ?? ''].join(': ').trim());
    }
    if (type === 'outputs' && outputs)
      this.changesOutputs = Object.values(outputs).some(({ action }) => action !== 'noop');
    if (type === 'change_summary' && changes) {
      this.changes = changes.add + changes.change + changes.remove;
      if (changes.operation !== 'plan')
        this.progress.line(
          `  ${changes.add} added, ${changes.change} changed, ${changes.remove} removed`,
        );
    }
  }

  /** What failed, with the output of its script; where no script ran, with the engine's own messages. */
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

/** Whether something happens in the engine's books only: before a playbook runs again, its last run is deleted. */
function isForm(address: string, action: string | undefined): boolean {
  return action === 'delete' && /^null_resource\.(services_|hosts_definitions__)/.test(address);
}

function parse(line: string): Message | undefined {
  try {
    return JSON.parse(line) as Message;
  } catch {
    return undefined;
  }
}

/** The name for people of a resource: `null_resource.hosts_e1server_0A1B2C3D` is `host e1server`. */
export function partName(address: string): string {
  const [, defined] = /_definitions__of_[0-9A-F]{8}\["(.+)"\]$/.exec(address) ?? [];
  if (defined !== undefined) return `host ${defined}_definition`;
  const [, kind, name] =
    /_(networks|hosts|services|storage)_(.+)_[0-9A-F]{8}$/.exec(address.replace('.', '_')) ?? [];
  return kind ? `${kind.replace(/s$/, '')} ${name}` : address;
}
