import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { exitCodes, StandError } from '../controller/errors';
import type { Paths } from '../controller/paths';
import { shellQuote } from '../controller/shell-quote';
import { parseAddress } from '../model/topology/ipv4';

/** The settings that differ between labs on the same machine. */
export interface LabSettings {
  /** Name of its network namespace. */
  readonly name: string;
  /** Its uplink's end on the machine; 15 characters at most. */
  readonly veth: string;
  /** Addresses of the uplink's ends in a /30 network: the machine's and the lab's. */
  readonly outer: string;
  readonly inner: string;
}

/** Socket of the lab's libvirt for programs outside; short, unlike the checkout's own path. */
export function labSocket({ identity }: Pick<Paths, 'identity'>): string {
  return `/run/${labName(identity)}/libvirt-sock`;
}

function labName(identity: string): string {
  return `stand-${identity}`;
}

/** How addresses of uplinks begin: 10.255.254.0/24 has room for those of 64 labs. */
const network = '10.255.254.';
const slots = 64;

/**
 * A lab's settings follow from its checkout; only where its addresses are in use it gets the next free ones, which
 * it keeps as long as it runs.
 */
export function labSettings(
  { identity }: Pick<Paths, 'identity'>,
  interfaces = networkInterfaces(),
): LabSettings {
  const name = labName(identity);
  const veth = name;
  const own = interfaces[veth]?.find(({ address }) => address.startsWith(network))?.address;
  const taken = new Set(
    Object.values(interfaces).flatMap(
      (addresses) => addresses?.map(({ address }) => address) ?? [],
    ),
  );
  const start = Number.parseInt(identity, 16) % slots;
  for (let offset = 0; offset < slots; offset += 1) {
    const base = 4 * ((start + offset) % slots);
    const [inner, outer] = [`${network}${base + 1}`, `${network}${base + 2}`];
    const isFree = own === undefined ? !taken.has(outer) : own === outer;
    if (isFree) return { name, veth, outer, inner };
  }
  throw new Error(`${slots} labs already run on this machine; stop one with ./stand down`);
}

/** The settings as the lab's scripts read them. */
export function labConf(
  { name, veth, outer, inner }: LabSettings,
  { packages, data }: { readonly packages: string; readonly data: string },
): string {
  return [
    `LAB_NAME=${name}`,
    `LAB_VETH=${veth}`,
    `LAB_UPLINK_OUTER=${outer}`,
    `LAB_UPLINK_INNER=${inner}`,
    `LAB_PACKAGE_CACHE=${shellQuote(packages)}`,
    `LAB_DATA=${shellQuote(data)}`,
    '',
  ].join('\n');
}

/**
 * Name servers that the lab can reach. It has only IPv4 and cannot reach this machine's loopback, so where
 * systemd-resolved's stub is configured its upstream servers are used. @see systemd-resolved.service(8)
 * @throws StandError when there is none
 */
export function resolvConf(
  files = ['/etc/resolv.conf', '/run/systemd/resolve/resolv.conf'],
): string {
  const found = files.flatMap((file) => nameservers(file).map((server) => ({ file, server })));
  const { file: first } = found.find(({ server }) => isReachable(server)) ?? {};
  if (first === undefined) {
    const named = found.map(({ server }) => server).join(', ') || 'no name server';
    const need = 'the lab needs a name server at an IPv4 address other than loopback';
    const message = `${need}; got ${named} from ${files.join(' and ')}; add one there`;
    throw new StandError(message, exitCodes.unprepared);
  }
  return found
    .filter(({ file, server }) => file === first && isReachable(server))
    .map(({ server }) => `nameserver ${server}\n`)
    .join('');
}

/** Whether the lab can reach a server through its uplink. 0.0.0.0 means the asking system itself, like loopback. */
function isReachable(server: string): boolean {
  return parseAddress(server) !== undefined && !/^(127|0)\./.test(server);
}

function nameservers(file: string): string[] {
  try {
    return [...readFileSync(file, 'utf8').matchAll(/^\s*nameserver\s+(\S+)/gm)].map(
      ([, server]) => server as string,
    );
  } catch {
    return [];
  }
}
