import type { Command } from 'commander';
import { exitCodes, StandError } from '../../machine/errors';
import { buildStand, type Stand } from '../../model/stand';
import { loadConfig } from '../../synth/load-config';
import { synth } from '../../synth/synth';
import type { Context } from '../context';
import { partName } from '../engine-report';
import { keepData } from '../kept-data';
import { here } from '../place';
import { hasConsent, prepare } from '../prepare';
import { takeOver } from '../take-over';

interface Options {
  readonly yes?: boolean;
  readonly converge?: boolean;
  readonly replace?: string[];
}

export function up(program: Command, context: Context): void {
  program
    .command('up')
    .description('Set up what is needed on this machine, then bring the stand to its description.')
    .option('--yes', 'install missing packages without asking')
    .option('--converge', 'run every playbook, also where nothing has changed')
    .option('--replace <host...>', 'make hosts anew; data volumes of virtual machines stay')
    .action((options: Options) => deploy(context, options));
}

/** The whole way from a description to a running stand; what is already so is left alone. */
export async function deploy(context: Context, options: Options): Promise<void> {
  const { progress, place, engine, paths } = context;
  const config = loadConfig();
  const described = buildStand(config);
  requireHosts(described, options.replace ?? []);
  await prepare(context, described, hasConsent(options));
  if (place !== here) await progress.phase('start the lab', () => place.start());
  const stand = await progress.phase('synthesise', () => synth(config, paths));
  await progress.phase('initialise the engine', () => engine.init());
  await takeOver(context, stand);
  await keepData(context);
  const again = [
    ...(options.converge ? await serviceAddresses(context) : []),
    ...(await hostAddresses(context, options.replace ?? [])),
  ];
  await progress.phase('deploy', () => engine.apply(again));
  progress.done('the stand is up');
}

async function serviceAddresses({ engine }: Context): Promise<string[]> {
  return (await engine.resources()).filter((address) =>
    address.startsWith('null_resource.services_'),
  );
}

function requireHosts({ hosts }: Stand, names: readonly string[]): void {
  const known = hosts.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  const message = `no host '${unknown.join("', '")}'; choose from ${known.join(', ')}`;
  throw new StandError(message, exitCodes.invalid);
}

/** Addresses of the resources with which hosts are made anew. */
async function hostAddresses({ engine }: Context, names: readonly string[]): Promise<string[]> {
  const parts = names.flatMap((name) => [`host ${name}`, `host ${name}_shape`]);
  return (await engine.resources()).filter((address) => parts.includes(partName(address)));
}
