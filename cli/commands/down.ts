import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { synth } from '../../synth/synth';
import { loadConfig } from '../config';
import type { Context } from '../context';

interface Options {
  readonly lab?: boolean;
}

export function down(program: Command, context: Context): void {
  program
    .command('down')
    .description('Remove everything that `up` made, except secrets, toolchain and caches.')
    .option('--lab', 'remove the root file systems and the package cache too')
    .action((options: Options) => remove(context, options));
}

async function remove(context: Context, options: Options): Promise<void> {
  const { paths, progress, lab } = context;
  try {
    await destroy(context);
  } catch (error) {
    // The lab's end takes all of it away; the next `up` sees that and makes it anew.
    progress.warn(`${(error as Error).message}\n! the lab is removed all the same`);
  }
  await progress.phase('stop the lab', () => lab.stop());
  rmSync(paths.lab, { recursive: true, force: true });
  rmSync(paths.knownHosts, { recursive: true, force: true });
  if (options.lab) rmSync(paths.cache, { recursive: true, force: true });
  progress.done('the stand is down');
}

async function destroy({ paths, progress, lab, engine }: Context): Promise<void> {
  const folder = join(paths.root, 'cdktf.out', 'stacks');
  if (!existsSync(folder)) synth(loadConfig(), paths);
  if ((await engine.resources()).length === 0) return;
  await progress.phase('destroy', async () => {
    await lab.start();
    await engine.init();
    await engine.destroy();
  });
}
