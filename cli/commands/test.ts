import type { Command } from 'commander';
import { StandError } from '../../machine/errors';
import { missingBuilders, missingPackages } from '../../machine/packages';
import { buildStand } from '../../model/stand';
import { loadConfig } from '../../synth/load-config';
import type { Context } from '../context';
import { hasConsent, prepare } from '../prepare';
import { runSuites, suites } from '../suites';

interface Options {
  readonly yes?: boolean;
  readonly unit?: boolean;
  readonly machines?: boolean;
}

export function test(program: Command, context: Context): void {
  program
    .command('test')
    .description('Check the code, then deploy a whole stand of its own and assert on it.')
    .option('--unit', 'leave out the end-to-end test, which takes about 50 minutes')
    .option('--machines', 'boot two virtual machines too, emulated; takes about 30 minutes more')
    .option('--yes', 'install missing packages without asking')
    .action(async (options: Options) => {
      const config = loadConfig();
      const machines = missingPackages(buildStand({ ...config, hypervisor: 'qemu' }));
      await prepare(
        context,
        buildStand({ ...config, hypervisor: 'lxc' }),
        hasConsent(options),
        options.machines ? [...machines, ...missingBuilders()] : [],
      );
      const chosen = suites.filter(({ deploys }) => {
        if (deploys === 'containers') return !options.unit;
        return deploys === undefined || options.machines;
      });
      const { passed, failed, skipped } = await runSuites(context, chosen);
      const left = skipped > 0 ? `, ${skipped} skipped` : '';
      process.stdout.write(`${passed} passed, ${failed} failed${left}\n`);
      if (failed > 0) throw new StandError('the tests failed; see above');
    });
}
