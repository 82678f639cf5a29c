import { join } from 'node:path';
import { StandError } from '../controller/errors';
import { capture } from '../controller/process';
import { succeed } from '../controller/succeed';
import type { Stand } from '../model/stand';
import type { Host } from '../model/topology/hosts';
import { Operator } from '../operations/operator';
import { libvirtDomain } from '../stacks/libvirt-domain';
import type { Context } from './context';
import type { GuardedPlan } from './guard/guarded-plan';
import type { Redefinition } from './guard/host-changes';
import { reachOf } from './reach/reach';
import { rollHosts } from './roll-hosts';

/**
 * Changes in place hosts that stay, as a plan says: while they run where that works, else by restarting one after
 * another, each relieved of what it does. The engine finds it done.
 * @throws StandError at the first host that does not get well
 */
export async function resizeHosts(
  context: Context,
  described: Stand,
  { changes, redefined }: Pick<GuardedPlan, 'changes' | 'redefined'>,
): Promise<void> {
  if (redefined.length === 0) return;
  const { progress, engine } = context;
  const made = changes.filter(({ action }) => action === 'create').map(({ host }) => host);
  // What is yet to be made cannot be well.
  const stand = withoutHosts(described, made);
  // Cut short, it is done again, whatever is described then.
  for (const { address } of redefined) engine.markBegun(address);
  const hosts = await hostsToRestart(context, stand, redefined);
  if (hosts.length === 0) return;
  const act = ({ name }: Host) =>
    progress.phase(`${name} is restarted`, () => succeed(...engine.definitionOf(name)));
  const operator = new Operator(reachOf(context, stand));
  try {
    const { done, left, fault } = await rollHosts(context, stand, operator, hosts, act, true);
    if (fault !== undefined) throw new StandError(stopText(fault, done, left));
  } finally {
    operator.close();
  }
}

/**
 * Machines get no other size while they run; containers no less memory than is in use, and no other folders from
 * outside.
 */
async function hostsToRestart(
  { paths, place }: Context,
  stand: Stand,
  redefined: readonly Redefinition[],
): Promise<Host[]> {
  const hosts = stand.hosts.filter(({ name }) => redefined.some(({ host }) => host === name));
  if (stand.hypervisor !== 'lxc') return hosts;
  const script = join(paths.root, 'lab', 'container');
  const fits = await Promise.all(
    hosts.map(async (host) => {
      if (movesData(host, redefined)) return false;
      const domain = libvirtDomain(stand, host, paths.identity).name;
      const kib = `${host.memoryMiB * 1024}`;
      const [program, ...args] = place.inside([script, 'limit', domain, kib]);
      return (await capture(program, args)).code === 0;
    }),
  );
  return hosts.filter((_, index) => !fits[index]);
}

function movesData({ name }: Host, redefined: readonly Redefinition[]): boolean {
  return redefined.some(({ host, what }) => host === name && what.includes('data'));
}

function stopText(fault: string, done: readonly Host[], left: readonly Host[]): string {
  const namesOf = (hosts: readonly Host[]) => hosts.map(({ name }) => name).join(', ') || 'none';
  return [
    fault,
    `restarted, and well: ${namesOf(done)}; not restarted, or not well: ${namesOf(left)}`,
    'nothing else was changed; see ./stand check and ./stand logs; ./stand up goes on with what is left',
  ].join('\n');
}

function withoutHosts({ hosts, groups, ...rest }: Stand, names: readonly string[]): Stand {
  const stays = ({ name }: Host) => !names.includes(name);
  return {
    ...rest,
    hosts: hosts.filter(stays),
    groups: groups.map((group) => ({ ...group, hosts: group.hosts.filter(stays) })),
  };
}
