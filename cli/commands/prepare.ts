import type { Command } from 'commander';
import { checkedStand } from '../../synth/checked-stand';
import { loadConfig } from '../../synth/load-config';
import type { Context } from '../context';
import { hasConsent, prepare as setUp } from '../prepare';
import { localPlace } from '../reach/place';

export function prepare(program: Command, context: Context): void {
  program
    .command('prepare')
    .description('Set up this machine for `npx cdktf deploy`, and start the lab.')
    .option('--yes', 'install missing packages without asking')
    .action(async (options: { yes?: boolean }) => {
      const { place, progress } = context;
      await setUp(context, checkedStand(loadConfig()), hasConsent(options));
      if (place !== localPlace) await progress.phase('start the lab', () => place.start());
      progress.done('the machine is ready');
    });
}
