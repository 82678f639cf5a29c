import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodes, StandError } from '../../controller/errors';
import { type SecretPaths, secretPaths } from '../../controller/paths';
import { readRotations } from '../../controller/rotations';
import { checkedStand } from '../../synth/checked-stand';
import { loadConfig } from '../../synth/load-config';
import { synth } from '../../synth/synth';
import { beAtWork } from '../at-work';
import { deploy } from '../commands/up';
import type { Context } from '../context';
import { sizeOf } from '../engine/plan';
import { requireSettledRelease } from '../guard/settled-release';
import { runPlaybook } from '../playbooks';
import { runningHosts } from '../reach/running-hosts';
import { requireKnownState } from '../state/known-state';
import { type AuthorityPhase, authorityPhase, isoTime } from './authority';
import { knownSecrets, secretsByName } from './known-secrets';

export interface RotateOptions {
  readonly all?: boolean;
  readonly finish?: boolean;
  readonly yes?: boolean;
}

/** What is changed on this machine before the stand is deployed with it. */
export interface Step {
  /** In words. */
  readonly what: string;
  /** Names of what is noted as rotated. */
  readonly rotated: readonly string[];
  readonly ca: 'none' | 'introduce' | 'switch' | 'finish';
}

/** Gives secrets new values, and deploys the stand with them. */
export async function rotate(
  context: Context,
  names: readonly string[],
  { all = false, finish = false, yes }: RotateOptions,
): Promise<void> {
  const config = loadConfig();
  const described = checkedStand(config);
  requireSettledRelease(context.paths, described);
  const places = secretPaths(context.paths, described);
  const chosen = secretsByName(knownSecrets(described, {}), names, all);
  const steps = stepsTo(chosen, authorityPhase(places), finish);
  requireVault(places);
  await requireAsDescribed(context);
  for (const step of steps) {
    await context.progress.phase(step.what, () => take(context, places, step));
    await deploy(context, { ...(yes !== undefined && { yes }) });
  }
}

/**
 * Another authority takes two deployments: all hosts trust it before the first one shows a certificate of
 * it. With each, hosts get new certificates: a daemon that reads its authorities again does so with one.
 * @throws StandError where the former authority is still trusted, or there is none to drop
 */
export function stepsTo(chosen: readonly string[], phase: AuthorityPhase, finish: boolean): Step[] {
  if (!chosen.includes('ca')) {
    if (finish) throw wrong('--finish is for the ca: ./stand secret rotate ca --finish');
    return [{ what: `rotate ${chosen.join(', ')}`, rotated: chosen, ca: 'none' }];
  }
  const rotated = ['certificates', 'ca'];
  if (finish) {
    if (chosen.length > 1) throw wrong('--finish goes with ca alone');
    if (phase === 'switched') return [{ what: 'drop the former CA', rotated, ca: 'finish' }];
    throw wrong(
      phase === 'settled'
        ? 'there is no former CA to drop'
        : 'the next CA does not sign yet; go on with ./stand secret rotate ca',
    );
  }
  if (phase === 'switched')
    throw wrong(
      'the former CA is still trusted; drop it first, once all clients have the new one: ./stand secret rotate ca --finish',
    );
  const others = chosen.filter((name) => !rotated.includes(name));
  const together = [...others, ...rotated];
  const switching: Step = {
    what: 'let the next CA sign',
    rotated: ['certificates'],
    ca: 'switch',
  };
  if (phase === 'introduced' && others.length === 0) return [switching];
  return [
    { what: 'make another CA, trusted beside', rotated: together, ca: 'introduce' },
    switching,
  ];
}

/** Has the role `secrets` change the vault and the authority, and note when. */
async function take(context: Context, places: SecretPaths, step: Step): Promise<void> {
  const now = isoTime(new Date());
  const before = readRotations(places);
  const variables = {
    secrets_rotated: step.rotated.map((name) => `vault_${name}`),
    secrets_rotations: {
      ...before,
      ...Object.fromEntries(step.rotated.map((name) => [name, now])),
    },
    secrets_rotations_before: before,
    secrets_ca_step: step.ca,
  };
  await runPlaybook(context, 'secrets', '-e', JSON.stringify(variables));
}

/** @throws StandError where there is nothing to rotate, or where what a deployment needs would be missing */
function requireVault({ vaultFile, vaultPasswordFile }: SecretPaths): void {
  const [missing] = [vaultFile, vaultPasswordFile].filter((path) => !existsSync(path));
  if (missing === undefined) return;
  const remedy = missing === vaultFile ? './stand up makes it' : 'put it back';
  throw wrong(`there is no ${missing}; ${remedy}`);
}

/** @throws StandError where a deployment would do more than rotate */
async function requireAsDescribed(context: Context): Promise<void> {
  const { paths, place, engine, progress } = context;
  const config = loadConfig();
  requireKnownState(paths, config.state);
  beAtWork(paths, 'secret rotate');
  await engine.requireUnlocked();
  const isUp = (await place.running()) && existsSync(join(paths.root, 'cdktf.out'));
  if (!isUp) throw wrong('the stand is not up; start it with ./stand up');
  const stand = synth(config, paths);
  const running = await runningHosts(context, stand);
  const away = stand.hosts.filter((host) => !running.has(host)).map(({ name }) => name);
  if (away.length > 0)
    throw wrong(`${away.join(', ')} must run to get new secrets; start it with ./stand up`);
  const size = await progress.phase('see that the stand is as described', async () => {
    await engine.init();
    return sizeOf(await engine.preview());
  });
  if (size > 0)
    throw wrong('the stand is not as described; see ./stand diff, and run ./stand up first');
}

function wrong(message: string): StandError {
  return new StandError(`${message}; nothing was changed`, exitCodes.invalid);
}
