import type { NetworkConfigV2 } from '../network-config';

const MAC_ADDRESS = /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i;

/** IFNAMSIZ of Linux allows 15 characters; slashes, colons and spaces are refused by the kernel. */
const INTERFACE_NAME = /^(?!\.{1,2}$)[^/:\s]{1,15}$/;

/** Faults in how ethernets are found and named; a MAC address or name twice makes it a lottery. */
export function* ethernetFaults(
  ethernets: NonNullable<NetworkConfigV2['ethernets']>,
): Generator<string> {
  const macOwners = new Map<string, string>();
  const nameOwners = new Map<string, string>();
  for (const [id, { match, 'set-name': name }] of Object.entries(ethernets)) {
    const where = `ethernets.${id}`;
    const mac = match?.macaddress;
    if (mac !== undefined && !MAC_ADDRESS.test(mac)) {
      yield `${where}.match.macaddress '${mac}' is not a MAC address; write it as 52:54:00:12:34:56`;
    }
    yield* claim(macOwners, mac?.toLowerCase(), where, 'match.macaddress');
    if (name === undefined) continue;
    if (match === undefined) {
      yield `${where}.set-name '${name}' renames nothing without match; add match.macaddress`;
    }
    if (!INTERFACE_NAME.test(name)) {
      yield `${where}.set-name '${name}' is not an interface name; use 1 to 15 characters without '/', ':' and spaces`;
    }
    yield* claim(nameOwners, name, where, 'set-name');
  }
}

function* claim(
  owners: Map<string, string>,
  value: string | undefined,
  where: string,
  key: string,
): Generator<string> {
  if (value === undefined) return;
  const owner = owners.get(value);
  if (owner === undefined) owners.set(value, where);
  else yield `${where}.${key} '${value}' is that of ${owner} too; give each its own`;
}
