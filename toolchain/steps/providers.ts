import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { goBuild, goPackages } from '../go/build';
import { installedEngine, TOFU_REGISTRY } from '../installed-engine';
import { LIBVIRT, NULL, sourceDigest } from '../program';
import { cliConfiguration, mirrorProvider } from '../sources/mirror';
import { offersProvider } from '../sources/reach';
import { digest, readStamp, writeStamp } from '../stamp';
import type { Step, ToolchainPaths } from './step';

/** The providers of a stand's stack, and the programs to build where no registry can be reached. */
const PROVIDERS = [
  { address: 'dmacvicar/libvirt', release: LIBVIRT.release, program: LIBVIRT },
  { address: 'hashicorp/null', release: NULL.release, program: NULL },
] as const;

/** The stamp's content when the engine downloads the providers by itself. */
const REGISTRY = 'registry';

/** Leaves the providers to the engine where its registry has them, else builds a mirror of them. */
export function providersStep({ root, toolchain }: ToolchainPaths): Step {
  const mirror = join(toolchain, 'providers');
  const configuration = join(toolchain, 'terraform.rc');
  const stamp = join(toolchain, 'providers.stamp');
  const built = () => digest([], mirror, ...PROVIDERS.map(({ program }) => sourceDigest(program)));
  return {
    name: 'providers',
    async done() {
      const made = readStamp(stamp);
      return made === REGISTRY || made === built();
    },
    async packages() {
      return (await offered()) ? [] : goPackages();
    },
    async run(log) {
      mkdirSync(toolchain, { recursive: true });
      for (const path of [stamp, configuration]) rmSync(path, { force: true });
      if (await offered()) {
        rmSync(mirror, { recursive: true, force: true });
        return writeStamp(stamp, REGISTRY);
      }
      const half = `${mirror}.part`;
      rmSync(half, { recursive: true, force: true });
      for (const provider of PROVIDERS) {
        await mirrorProvider(half, provider, (output) => goBuild(provider.program, output, log));
      }
      rmSync(mirror, { recursive: true, force: true });
      renameSync(half, mirror);
      forgetLocks(root);
      writeStamp(configuration, cliConfiguration(mirror, PROVIDERS));
      writeStamp(stamp, built());
    },
  };
}

/** Whether the engine that will be used can download every provider by itself. */
async function offered(): Promise<boolean> {
  const registry = (await installedEngine())?.registry ?? TOFU_REGISTRY;
  const answers = PROVIDERS.map(({ address, release }) =>
    offersProvider(registry, address, release),
  );
  return (await Promise.all(answers)).every(Boolean);
}

/** Removes the lock files of synthesised stacks, which have checksums of an earlier build's providers. */
function forgetLocks(root: string): void {
  const stacks = join(root, 'cdktf.out/stacks');
  for (const stack of existsSync(stacks) ? readdirSync(stacks) : []) {
    rmSync(join(stacks, stack, '.terraform.lock.hcl'), { force: true });
  }
}
