import {
  missingImageTools,
  missingPackages,
  missingTestPrograms,
} from '../../controller/system/packages';
import { checkedStand } from '../../synth/checked-stand';
import { loadConfig } from '../../synth/load-config';
import type { Context } from '../context';
import { prepare, prepareTools } from '../prepare';
import type { Suite } from './suites';

/** Makes sure of all that these suites need on this machine, and of nothing else. */
export async function prepareSuites(
  context: Context,
  suites: readonly Suite[],
  consented: boolean,
): Promise<void> {
  const config = loadConfig();
  const deployed = suites.map(({ deploys }) => deploys);
  const packages = suites.some(({ name }) => name === 'unit') ? missingTestPrograms() : [];
  if (deployed.includes('machines')) {
    const machines = checkedStand({ ...config, hypervisor: 'qemu' });
    packages.push(...missingPackages(machines), ...missingImageTools());
  }
  const besides = {
    packages,
    testTools: suites.some(({ testTools }) => testTools),
    strangers: suites.some(({ strangers }) => strangers),
  };
  if (deployed.includes('containers')) {
    const containers = checkedStand({ ...config, hypervisor: 'lxc' });
    await prepare(context, containers, consented, besides);
  } else {
    await prepareTools(context, consented, besides);
  }
}
