import { linkSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PLATFORM } from '../platform';

/** A provider as an engine finds it in a mirror: its source address and its release. */
export interface MirroredProvider {
  /** `NAMESPACE/NAME`. */
  readonly address: string;
  readonly release: string;
}

/** The hosts under which the engines look for a provider that is named without one. */
const REGISTRIES = ['registry.terraform.io', 'registry.opentofu.org'] as const;

/**
 * Where a provider's program lies in a mirror for one registry.
 *
 * Source: Terraform's CLI configuration, "Implied Local Mirror Directories", unpacked layout.
 */
function place(mirror: string, registry: string, { address, release }: MirroredProvider): string {
  const name = `terraform-provider-${address.split('/')[1]}_v${release}`;
  return join(mirror, registry, address, release, `${PLATFORM.os}_${PLATFORM.arch}`, name);
}

/** Has `build` write the provider's program into the mirror, and offers it for both registries. */
export async function mirrorProvider(
  mirror: string,
  provider: MirroredProvider,
  build: (output: string) => Promise<void>,
): Promise<void> {
  const [first, second] = REGISTRIES.map((registry) => place(mirror, registry, provider));
  await build(first as string);
  mkdirSync(dirname(second as string), { recursive: true });
  linkSync(first as string, second as string);
}

/**
 * The CLI configuration that takes `providers` from the mirror and any other from its registry.
 *
 * Source: Terraform's CLI configuration, "Provider Installation".
 */
export function cliConfiguration(mirror: string, providers: readonly MirroredProvider[]): string {
  const sources = providers.flatMap(({ address }) =>
    REGISTRIES.map((host) => `${host}/${address}`),
  );
  const list = sources.map((source) => `"${source}"`).join(', ');
  return `# Written by the toolchain's 'providers' step.
provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(mirror)}
    include = [${list}]
  }
  direct {
    exclude = [${list}]
  }
}
`;
}
