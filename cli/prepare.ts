import { existsSync, mkdirSync } from 'node:fs';
import { buildImage } from '../lab/image';
import { imageFolder } from '../lab/image-folder';
import { resolvConf } from '../lab/settings';
import { obtainPackage, packageFile } from '../machine/grafana-package';
import { installPackages, missingLabPackages } from '../machine/packages';
import { labLacks, readMachine, requirePrepared } from '../machine/preflight';
import type { Stand } from '../model/stand';
import { systemPackages, toolchainSteps } from '../toolchain';
import type { Context } from './context';

/** Makes sure of all that a stand needs on this machine, asking before it installs anything. */
export async function prepare(
  { paths, progress }: Context,
  stand: Stand,
  consented: boolean,
): Promise<void> {
  mkdirSync(paths.cache, { recursive: true });
  const nameservers = [...resolvConf().matchAll(/^nameserver (\S+)$/gm)].map(
    ([, server]) => server as string,
  );
  requirePrepared(labLacks(readMachine(paths.cache, nameservers), stand));
  const packages = [...missingLabPackages(), ...(await systemPackages(paths))];
  if (packages.length > 0) {
    await progress.phase(`install ${packages.join(' ')}`, () =>
      installPackages(packages, consented),
    );
  }
  const image = imageFolder(paths, stand.release);
  await obtainGrafana({ paths, progress }, stand);
  await Promise.all([
    prepareToolchain({ paths, progress }),
    existsSync(image) ||
      progress.phase(`build the root file system of ${stand.release.codename}`, () =>
        buildImage(paths, stand.release, image),
      ),
  ]);
}

/** In the lab, a stand without Grafana is better than none: it is only told. */
async function obtainGrafana(
  { paths, progress }: Pick<Context, 'paths' | 'progress'>,
  { services, hypervisor, grafana }: Stand,
): Promise<void> {
  if (!services.some(({ name }) => name === 'grafana')) return;
  if (existsSync(packageFile(paths, grafana))) return;
  const lack = await progress.phase("look for Grafana's package", () =>
    obtainPackage(paths, grafana),
  );
  if (!lack) return;
  if (hypervisor !== 'lxc') requirePrepared([lack]);
  progress.warn(`Grafana is left out: ${lack.what}; ${lack.remedy}`);
}

async function prepareToolchain({
  paths,
  progress,
}: Pick<Context, 'paths' | 'progress'>): Promise<void> {
  for (const step of toolchainSteps(paths)) {
    if (await step.done()) continue;
    await progress.phase(`toolchain: ${step.name}`, () =>
      step.run((line) => progress.line(`    ${line}`)),
    );
  }
}

/** True when installing needs no question. */
export function hasConsent(options: { readonly yes?: boolean }): boolean {
  return options.yes === true || process.env.CI === 'true';
}
