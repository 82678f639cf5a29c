import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodes, StandError } from '../../controller/errors';
import type { Paths } from '../../controller/paths';
import { capture } from '../../controller/process';
import { distinct } from '../../model/description/distinct';
import {
  hypervisorOf,
  type Publication,
  publicationName,
  publicationPrefix,
  publications,
} from '../../model/published/publications';
import { publishedRules } from '../../model/published/rules';
import type { Stand } from '../../model/stand';
import { triggersOf } from '../changes/reasons';
import type { Context } from '../context';
import type { Plan } from '../engine/plan';
import { partName } from '../engine/report';
import type { Remembered } from '../engine/state-file';

/** What is forwarded, or may be, and is to be no longer. */
export interface FormerPublication {
  readonly place: string;
  readonly name: string;
}

function programOf({ root }: Pick<Paths, 'root'>): string {
  return join(root, 'stacks', 'publish');
}

/** Runs the program. @throws StandError with what it said */
async function publish(
  command: readonly [string, ...string[]],
  env: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const [program, ...args] = command;
  const { code, lines, output } = await capture(program, args, { env });
  if (code === 0) return lines;
  throw new StandError(['what is published cannot be looked at:', ...output].join('\n'));
}

/**
 * @throws StandError where a program has a port on the machine that is to forward it, or another stand the address: one of
 * both would get nothing; or where a hypervisor has not the address: answers to what hosts send from it would not come back
 */
export async function requireFreePorts(
  paths: Pick<Paths, 'root' | 'lab'>,
  stand: Stand,
): Promise<void> {
  for (const publication of publications(stand)) {
    const hypervisor = hypervisorOf(stand, publication);
    const place = hypervisor ?? paths.lab;
    const words = ['listeners', place, publicationPrefix(stand), publication.address];
    const listed = await publish([programOf(paths), ...words]);
    if (hypervisor && listed.length === 0) throw strangeAddress(hypervisor, publication);
    const others = listed.flatMap((line) => /^table (.+)$/.exec(line)?.[1] ?? []);
    if (others.length > 0) throw sharedAddress(place, publication, others);
    const taken = takenPorts(publication, listed);
    if (taken.length === 0) continue;
    const lines = [
      `${whereOf(place)} cannot forward all ports of ${publication.address}:`,
      ...taken.map(({ port, by }) => `  ${port} is that of ${by}`),
      'stop it there, or let it listen at another address',
    ];
    throw new StandError(lines.join('\n'), exitCodes.unprepared);
  }
}

function strangeAddress(hypervisor: string, { address, network }: Publication): StandError {
  const lines = [
    `${whereOf(hypervisor)} has not the address ${address}, at which ${network.name} is published:`,
    'what hosts send to the world would bear it, and no answer would come back',
    "add it to a link there, or publish one of those that `ip address` shows there; where the provider translates the world's",
    'address to another one of the machine, a network cannot be published: give it addresses of the world instead',
  ];
  return new StandError(lines.join('\n'), exitCodes.unprepared);
}

function sharedAddress(place: string, { address }: Publication, tables: string[]): StandError {
  const lines = [
    `${whereOf(place)} forwards ${address} to another stand, by the table ${tables.join(', ')}:`,
    'publish another address, or have ./stand down take that away; where that stand is gone, do so there',
    ...tables.map((table) => `  systemctl disable --now ${table}; nft delete table ip ${table}`),
  ];
  return new StandError(lines.join('\n'), exitCodes.unprepared);
}

/**
 * The published ports on which a program listens. What is relayed counts not: any program may have one of those ports for
 * a while, and the answers that it waits for are not forwarded.
 * @param listed what ss printed
 */
export function takenPorts(
  { address, forwardings }: Pick<Publication, 'address' | 'forwardings'>,
  listed: readonly string[],
): { port: string; by: string }[] {
  // `[::]` takes nothing by IPv4: what does is shown as `*`.
  const everywhere = ['0.0.0.0', '*', address, `[::ffff:${address}]`];
  const found = listed.flatMap((line) => {
    const [protocol, , , , local = '', , process = ''] = line.trim().split(/\s+/);
    const at = local.lastIndexOf(':');
    const port = Number(local.slice(at + 1));
    const isPublished = forwardings.some((one) => one.protocol === protocol && one.ports === port);
    if (!isPublished || !everywhere.includes(local.slice(0, at))) return [];
    const [, by = 'another program'] = /"([^"]+)"/.exec(process) ?? [];
    return [[`${protocol} ${port}`, by] as const];
  });
  return [...new Map(found)].map(([port, by]) => ({ port, by }));
}

/** What of each publication is not as described, in words. */
export async function publicationDifferences({ place, paths }: Context, stand: Stand) {
  const found = publications(stand).map(async (publication) => {
    const hypervisor = hypervisorOf(stand, publication);
    const RULES = publishedRules(stand, publication);
    const name = publicationName(stand, publication);
    const ask = [programOf(paths), 'differences'] as const;
    const differences = await publish(place.inside([...ask, hypervisor ?? 'inside', name]), {
      RULES,
    });
    if (hypervisor) return { network: publication.network, differences };
    const MACHINE_RULES = publishedRules(stand, publication, 'hypervisor');
    const outside = await publish([...ask, paths.lab, name], { MACHINE_RULES });
    return { network: publication.network, differences: [...differences, ...outside] };
  });
  return Promise.all(found);
}

/** Addresses of the resources of publications that somebody else has changed, to be made anew. */
export async function differingPublications(
  context: Context,
  stand: Stand,
  known: readonly string[],
): Promise<string[]> {
  const addressOf = (name: string) =>
    known.find((address) => partName(address) === `network ${name}_published`);
  const isKnown = publications(stand).some(({ network }) => addressOf(network.name));
  if (!isKnown) return [];
  const found = await publicationDifferences(context, stand);
  return found.flatMap(({ network, differences }) =>
    differences.length > 0 ? (addressOf(network.name) ?? []) : [],
  );
}

/** What a plan drops: the engine runs no destroy-time script of a resource that is no longer declared. */
export function formerPublications({ resource_changes = [] }: Plan): FormerPublication[] {
  return resource_changes.flatMap((resource) => {
    const { address, change } = resource;
    const { before, after } = triggersOf(resource);
    // Made anew it is loaded over what is there; one that could not be made runs no such script either.
    const isSame = before.place === after.place && before.name === after.name;
    if (!change.actions.includes('delete') || isSame) return [];
    return knownPublications([{ address, triggers: before }]);
  });
}

/** What of the lab's, as a run that was killed may have left it, nothing describes. */
export function undescribedInLab({ lab }: Pick<Paths, 'lab'>, stand: Stand): FormerPublication[] {
  const folder = join(lab, 'published');
  const described = publications(stand)
    .filter((publication) => !hypervisorOf(stand, publication))
    .map((publication) => publicationName(stand, publication));
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.filter((name) => !described.includes(name)).map((name) => ({ place: lab, name }));
}

/**
 * Has nothing of the stand forwarded any more. The engine runs no destroy-time script of a resource that it could not
 * complete, that is no longer declared, or that a killed run never wrote to the state.
 */
export async function removeAllPublications(
  context: Context,
  remembered: Readonly<Record<'inState' | 'declared', readonly Remembered[]>>,
): Promise<void> {
  const inState = knownPublications(remembered.inState);
  await removePublications(context, inState);
  const isNew = (one: FormerPublication) =>
    !inState.some(({ place, name }) => place === one.place && name === one.name);
  try {
    await removePublications(context, knownPublications(remembered.declared).filter(isNew));
  } catch (error) {
    // Whoever describes it for the first time may have no way to its hypervisor's firewall at all.
    const unless = 'nothing is left there unless a run was killed while it published that';
    context.progress.warn(`${(error as Error).message}\n! ${unless}`);
  }
}

/** All that resources of publications remember, each once. */
function knownPublications(remembered: readonly Remembered[]): FormerPublication[] {
  const found = remembered.flatMap(({ address, triggers: { place, name } }) => {
    if (!/^network .+_published$/.test(partName(address))) return [];
    return place === undefined || name === undefined ? [] : [{ place, name }];
  });
  return distinct(found);
}

/** Has nothing forwarded any more of what is given. @throws StandError where its hypervisor cannot be asked */
export async function removePublications(
  { paths, progress }: Context,
  former: readonly FormerPublication[],
): Promise<void> {
  for (const { place, name } of former) {
    await progress.phase(`publish ${name} no longer`, async () => {
      const { code, output } = await capture(programOf(paths), ['stop', place, name]);
      if (code === 0) return;
      const remedy = place.startsWith('ssh://')
        ? [`make sure that \`ssh ${place}\` works from here without a prompt, then run this again`]
        : [];
      const what = `what ${name} forwards could not be taken away from ${whereOf(place)}:`;
      throw new StandError([what, ...output, ...remedy].join('\n'));
    });
  }
}

function whereOf(place: string): string {
  return place.startsWith('ssh://') ? place : 'this machine';
}
