import { loginUser } from '../cloudinit/user-data';
import type { Group } from '../model/groups';
import type { Stand } from '../model/stand';
import { toYaml } from './yaml';

/** How long an emulated host may take until ssh or sudo answers, in seconds, while others keep it busy. */
const emulatedTimeout = 300;

/** The inventory: every host, and every group. */
export function inventory(stand: Stand): string {
  const hosts = Object.fromEntries(
    stand.hosts.map(({ name, managementAddress, jump }) => [
      name,
      {
        ansible_host: managementAddress,
        ansible_user: loginUser,
        ...(jump && { ansible_ssh_extra_args: `-o ProxyJump=${jump}` }),
      },
    ]),
  );
  const children = Object.fromEntries(stand.groups.map((group) => [group.name, members(group)]));
  const vars = { ansible_ssh_timeout: emulatedTimeout };
  return toYaml({ all: { ...(stand.hypervisor === 'qemu' && { vars }), hosts, children } });
}

function members({ hosts, children }: Group): object {
  if (children.length > 0) return { children: empty(children) };
  return { hosts: empty(hosts.map(({ name }) => name)) };
}

/** Inventory files name a member by a key without a value. */
function empty(names: readonly string[]): Record<string, object> {
  return Object.fromEntries(names.map((name) => [name, {}]));
}
