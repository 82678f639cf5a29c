import { join } from 'node:path';
import type { Paths } from '../../controller/paths';
import { capture } from '../../controller/process';
import type { Plan } from '../engine/plan';
import { isContainerThere } from './containers-there';
import type { HostChange } from './host-changes';
import { hostChanges } from './host-changes';
import { containerDifferences } from './host-differences';
import type { Presence } from './host-guard';
import { isContainerResized, isMachineResized } from './resized';

/**
 * What is there of the hosts that a plan changes.
 * @param uris of the libvirts that the stand's machines run on, as they are reached from this machine
 */
export async function presenceOf(
  plan: Plan,
  { lab, hosts }: Pick<Paths, 'lab' | 'hosts'>,
  uris: readonly string[],
): Promise<Presence> {
  const makesMachines = hostChanges(plan).some(
    ({ action, isContainer }) => action === 'make' && !isContainer,
  );
  const machines = makesMachines ? await domainsAt(uris) : new Set<string>();
  return {
    isThere({ action, domain = '', isContainer }: HostChange) {
      if (isContainer) return isContainerThere(lab, domain);
      // The engine has just seen the machines that it knows.
      return action !== 'make' || machines.has(domain);
    },
    isResized({ host, action, domain = '', isContainer }: HostChange) {
      if (action !== 'make anew') return false;
      if (!isContainer) return isMachineResized(plan, host);
      const was = join(lab, 'hosts', domain, 'domain.xml');
      return isContainerResized(plan, host, was, join(hosts, host, 'shape'));
    },
    differences({ host, action, domain = '', isContainer }: HostChange) {
      if (!isContainer || action !== 'make anew') return [];
      return containerDifferences(
        join(lab, 'hosts', domain, 'domain.xml'),
        join(hosts, host, 'domain.xml'),
      );
    },
  };
}

/** Names of all domains, running or not; a libvirt that does not answer refuses a taken name itself. */
async function domainsAt(uris: readonly string[]): Promise<Set<string>> {
  const lists = uris.map(async (uri) => {
    const args = ['--quiet', '--connect', uri, 'list', '--all', '--name'];
    const { lines } = await capture('virsh', args).catch(() => ({ lines: [] as string[] }));
    return lines.map((line) => line.trim());
  });
  return new Set((await Promise.all(lists)).flat());
}
