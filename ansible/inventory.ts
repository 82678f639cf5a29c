import { loginUser } from '../cloudinit/user-data';
import type { Stand } from '../model/stand';
import { answerTimeout } from '../model/topology/emulation';
import type { Group } from '../model/topology/groups';
import { toYaml } from './yaml';

/** The inventory: every host, and every group. */
export function inventory(stand: Stand): string {
  const hosts = Object.fromEntries(
    stand.hosts.map(({ name, managementAddress }) => [
      name,
      { ansible_host: managementAddress, ansible_user: loginUser },
    ]),
  );
  const children = Object.fromEntries(stand.groups.map((group) => [group.name, members(group)]));
  const seconds = answerTimeout(stand);
  const vars = { ansible_ssh_timeout: seconds };
  return toYaml({ all: { ...(seconds !== undefined && { vars }), hosts, children } });
}

function members({ hosts, children }: Group): object {
  if (children.length > 0) return { children: empty(children) };
  return { hosts: empty(hosts.map(({ name }) => name)) };
}

/** Inventory files name a member by a key without a value. */
function empty(names: readonly string[]): Record<string, object> {
  return Object.fromEntries(names.map((name) => [name, {}]));
}
