import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { obtainPackage, packageFile } from '../controller/system/grafana-package';
import { installPackages, missingImageTools, missingPackages } from '../controller/system/packages';
import { missingRequirements, readMachine, requirePrepared } from '../controller/system/preflight';
import { unsupportedPaths } from '../controller/system/unsupported-paths';
import { obtainWebChat, webChatFile } from '../controller/system/web-chat';
import { hostImage } from '../images/host-image';
import { obtainHostImage } from '../images/obtain';
import { buildStrangersHouse, strangersHouse } from '../images/strangers-house';
import { resolvConf } from '../lab/settings';
import type { Stand } from '../model/stand';
import { hostsOf } from '../model/topology/groups';
import { isInLab, isThisMachines } from '../model/topology/hypervisors';
import { encrypts, systemPackages, toolchainSteps } from '../toolchain';
import type { Context } from './context';
import { encryptionRemedy } from './engine/remedies';
import { runningHosts } from './reach/running-hosts';

/** What a command needs on this machine besides what deploys a stand. */
export interface Besides {
  /** Debian's. @default none */
  readonly packages?: readonly string[];
  /** Whether it is for tests. @default false */
  readonly testTools?: boolean;
  /** Whether strangers are to use the stand, from a house of theirs. @default false */
  readonly strangers?: boolean;
}

/**
 * Makes sure that this machine has everything a stand needs; asks before it installs anything.
 * @param besides what is needed besides what deploys the stand. @default nothing
 */
export async function prepare(
  context: Context,
  stand: Stand,
  consented: boolean,
  { packages = [], testTools, strangers }: Besides = {},
): Promise<void> {
  const { paths, progress, place } = context;
  mkdirSync(paths.cache, { recursive: true });
  const asked = isInLab(stand) ? resolvConf() : '';
  const nameservers = [...asked.matchAll(/^nameserver (\S+)$/gm)].map(
    ([, server]) => server as string,
  );
  const running = await runningHosts({ paths, place }, stand);
  requirePrepared([
    ...unsupportedPaths([
      [paths.root, 'move the checkout to another folder'],
      [paths.cache, 'set STAND_CACHE to another folder'],
    ]),
    ...missingRequirements(readMachine(foldersOf(paths, stand), nameservers), stand, running),
  ]);
  const install = (packages: readonly string[]) => installMissing(context, packages, consented);
  await install([...missingPackages(stand), ...(await systemPackages(paths)), ...packages]);
  await obtainGrafana({ paths, progress }, stand);
  await Promise.all([
    prepareToolchain({ paths, progress }, testTools),
    existsSync(hostImage(paths, stand).path) ||
      progress.phase(`obtain the image of ${stand.release.codename}`, () =>
        obtainHostImage(paths, stand, () => install(missingImageTools())),
      ),
    !(stand.webChat && hostsOf(stand, 'ejserver').length > 0) ||
      existsSync(webChatFile(paths)) ||
      progress.phase('obtain the web chat', () => obtainWebChat(paths)),
    !strangers ||
      existsSync(strangersHouse(paths)) ||
      progress.phase('build the house of strangers', () => buildStrangersHouse(paths)),
  ]);
  await requireEncryption(paths, stand);
}

async function requireEncryption({ toolchain }: Context['paths'], { state }: Stand): Promise<void> {
  if (state.encrypted === undefined || (await encrypts(join(toolchain, 'engine')))) return;
  requirePrepared([{ what: 'the engine cannot encrypt the state', remedy: encryptionRemedy }]);
}

/**
 * Makes sure of what the project's own programs need on this machine, when none deploys a stand.
 * @param besides what is needed too
 */
export async function prepareTools(
  context: Pick<Context, 'paths' | 'progress'>,
  consented: boolean,
  { packages = [], testTools }: Besides,
): Promise<void> {
  const { paths } = context;
  mkdirSync(paths.cache, { recursive: true });
  const needed = [...(await systemPackages(paths)), ...packages];
  await installMissing(context, needed, consented);
  await prepareToolchain(context, testTools);
}

/** @param packages some maybe more than once */
async function installMissing(
  { progress }: Pick<Context, 'progress'>,
  packages: readonly string[],
  consented: boolean,
): Promise<void> {
  if (packages.length === 0) return;
  const names = [...new Set(packages)];
  await progress.phase(`install ${names.join(' ')}`, () => installPackages(names, consented));
}

/** Folders on this machine that the stand fills. */
function foldersOf({ cache, runtime }: Context['paths'], { hypervisors }: Stand): string[] {
  const pools = hypervisors.filter(isThisMachines);
  return [cache, runtime, ...pools.flatMap(({ pool }) => pool ?? [])];
}

/** In the lab, a stand without Grafana is better than none, so there it is only a warning. */
async function obtainGrafana(
  { paths, progress }: Pick<Context, 'paths' | 'progress'>,
  stand: Stand,
): Promise<void> {
  const { services, grafana } = stand;
  if (!services.some(({ name }) => name === 'grafana')) return;
  if (existsSync(packageFile(paths, grafana))) return;
  const missing = await progress.phase("look for Grafana's package", () =>
    obtainPackage(paths, grafana),
  );
  if (!missing) return;
  if (!isInLab(stand)) requirePrepared([missing]);
  progress.warn(`Grafana is not deployed: ${missing.what}; ${missing.remedy}`);
}

async function prepareToolchain(
  { paths, progress }: Pick<Context, 'paths' | 'progress'>,
  testTools?: boolean,
): Promise<void> {
  const runs = toolchainSteps(paths, testTools).map(async (step) => {
    if (await step.done()) return;
    await progress.phase(`toolchain: ${step.name}`, () =>
      step.run((line) => progress.line(`    ${step.name}: ${line}`)),
    );
  });
  await Promise.all(runs);
}

/** True when installing needs no question. */
export function hasConsent(options: { readonly yes?: boolean }): boolean {
  return options.yes === true || process.env.CI === 'true';
}
