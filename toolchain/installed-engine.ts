import { command } from './command';
import { compareVersions, parseVersion, type Version } from './go/version';
import { programsOnPath } from './search-path';

/** An engine that is installed on this machine. */
export interface Engine {
  readonly program: string;
  readonly version: Version;
  /** The host that it asks for providers. */
  readonly registry: string;
}

/** Where OpenTofu looks for providers; it is the engine that is downloaded where none is installed. */
export const TOFU_REGISTRY = 'registry.opentofu.org';

/** The oldest release of each engine that the stacks run on, and its registry. */
const ENGINES = {
  Terraform: { oldest: [1, 5, 0], registry: 'registry.terraform.io' },
  OpenTofu: { oldest: [1, 6, 0], registry: TOFU_REGISTRY },
} as const;

/** The oldest OpenTofu that takes the key of an encrypted state from a program. */
const ENCRYPTING = [1, 10, 0];

/** Whether an engine can encrypt the state. */
export async function encrypts(program: string): Promise<boolean> {
  const engine = await describe(program).catch(() => undefined);
  return engine?.registry === TOFU_REGISTRY && compareVersions(engine.version, ENCRYPTING) >= 0;
}

/** The first Terraform on PATH that is new enough, otherwise the first such OpenTofu, if any. */
export async function installedEngine(): Promise<Engine | undefined> {
  for (const program of [...programsOnPath('terraform'), ...programsOnPath('tofu')]) {
    const engine = await describe(program).catch(() => undefined);
    if (engine) return engine;
  }
  return undefined;
}

/** Reads a program's version; undefined when it is not an engine, or too old. */
async function describe(program: string): Promise<Engine | undefined> {
  const { TF_CLI_CONFIG_FILE: _, ...rest } = process.env;
  const env = { ...rest, CHECKPOINT_DISABLE: '1' };
  const said = await command(program, ['version'], undefined, { env });
  const found = /^(Terraform|OpenTofu) v(\S+)/m.exec(said);
  if (!found) return undefined;
  const { oldest, registry } = ENGINES[found[1] as keyof typeof ENGINES];
  const version = parseVersion(found[2] ?? '');
  return compareVersions(version, oldest) < 0 ? undefined : { program, version, registry };
}
