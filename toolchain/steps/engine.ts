import { mkdirSync, readdirSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { goBuild, goPackages } from '../go/build';
import { installedEngine } from '../installed-engine';
import { sourceDigest, TOFU } from '../program';
import { isExecutable } from '../search-path';
import { checksums, downloadTofu } from '../sources/tofu-release';
import type { Log, Step, ToolchainPaths } from './step';

/**
 * The engine: one that is installed, else OpenTofu's own build, else OpenTofu built from source.
 * The link `engine` names it; its target is content-addressed, so the link is the stamp too.
 */
export function engineStep({ toolchain }: ToolchainPaths): Step {
  const link = join(toolchain, 'engine');
  const own = join(toolchain, `tofu-${sourceDigest(TOFU).slice(0, 16)}`, 'tofu');
  return {
    name: 'engine',
    async done() {
      const target = targetOf(link);
      return isExecutable(target) && (target === own || !target.startsWith(`${toolchain}/`));
    },
    async packages() {
      const found = (await installedEngine()) ?? (await checksums(TOFU.release));
      return found ? [] : goPackages();
    },
    async run(log) {
      mkdirSync(toolchain, { recursive: true });
      const installed = (await installedEngine())?.program;
      if (!installed && !isExecutable(own)) await makeTofu(own, log);
      point(link, installed ?? own);
      const old = readdirSync(toolchain).filter((name) => name.startsWith('tofu-'));
      for (const folder of old.map((name) => join(toolchain, name))) {
        if (installed || folder !== dirname(own)) rmSync(folder, { recursive: true });
      }
      log(`the engine is ${installed ?? own}`);
    },
  };
}

/** Puts OpenTofu at `program`, completely or not at all. */
async function makeTofu(program: string, log: Log): Promise<void> {
  const half = `${dirname(program)}.part`;
  rmSync(half, { recursive: true, force: true });
  const sums = await checksums(TOFU.release);
  if (sums) await downloadTofu(TOFU.release, sums, half);
  else await goBuild(TOFU, join(half, 'tofu'), log);
  rmSync(dirname(program), { recursive: true, force: true });
  renameSync(half, dirname(program));
}

/** Makes `link` point to `target`, atomically. */
function point(link: string, target: string): void {
  const next = `${link}.${process.pid}`;
  symlinkSync(target, next);
  renameSync(next, link);
}

/** Where a link points; an empty string when it is not a link. */
function targetOf(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    return '';
  }
}
