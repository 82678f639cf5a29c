import type { Command } from 'commander';
import { StandError } from '../../controller/errors';
import {
  missingImageTools,
  missingPackages,
  missingSeedTools,
} from '../../controller/system/packages';
import { checkedStand } from '../../synth/checked-stand';
import { loadConfig } from '../../synth/load-config';
import type { Context } from '../context';
import { hasConsent, prepare } from '../prepare';
import { runSuites, suites } from '../suites';

interface Options {
  readonly yes?: boolean;
  readonly unit?: boolean;
}

export function test(program: Command, context: Context): void {
  program
    .command('test')
    .description('Check the code, then deploy and test a second stand beside yours.')
    .option(
      '--unit',
      'skip the tests that deploy, which take an hour: containers and two emulated virtual machines',
    )
    .option('--yes', 'install missing packages without asking')
    .action(async (options: Options) => {
      const config = loadConfig();
      const machines = checkedStand({ ...config, hypervisor: 'qemu' });
      await prepare(
        context,
        checkedStand({ ...config, hypervisor: 'lxc' }),
        hasConsent(options),
        options.unit ? missingSeedTools() : [...missingPackages(machines), ...missingImageTools()],
      );
      const chosen = suites.filter(({ deploys }) => !deploys || !options.unit);
      const { passed, failed, skipped } = await runSuites(context, chosen);
      const left = skipped > 0 ? `, ${skipped} skipped` : '';
      process.stdout.write(`${passed} passed, ${failed} failed${left}\n`);
      if (failed > 0) throw new StandError('the tests failed; see above');
    });
}
