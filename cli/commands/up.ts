import type { Command } from 'commander';
import { buildStand } from '../../model/stand';
import { synth } from '../../synth/synth';
import { loadConfig } from '../config';
import type { Context } from '../context';
import { hasConsent, prepare } from '../prepare';
import { removeStrayNetworks } from '../stray-networks';

interface Options {
  readonly yes?: boolean;
  readonly converge?: boolean;
}

export function up(program: Command, context: Context): void {
  program
    .command('up')
    .description('Set up what is needed on this machine, then bring the stand to its description.')
    .option('--yes', 'install missing packages without asking')
    .option('--converge', 'run every playbook, also where nothing has changed')
    .action((options: Options) => deploy(context, options));
}

/** The whole way from a description to a running stand; what is already so is left alone. */
export async function deploy(context: Context, options: Options): Promise<void> {
  const { progress, lab, engine, paths } = context;
  const config = loadConfig();
  await prepare(context, buildStand(config), hasConsent(options));
  await progress.phase('start the lab', () => lab.start());
  const stand = await progress.phase('synthesise', () => synth(config, paths));
  await progress.phase('initialise the engine', () => engine.init());
  await removeStrayNetworks(context, stand);
  const again = options.converge ? await serviceAddresses(context) : [];
  await progress.phase('deploy', () => engine.apply(again));
  progress.done('the stand is up');
}

async function serviceAddresses({ engine }: Context): Promise<string[]> {
  return (await engine.resources()).filter((address) =>
    address.startsWith('null_resource.services_'),
  );
}
