import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { shellQuote } from '../machine/shell-quote';
import type { Paths } from '../synth/paths';

/** How a lab is told apart, and its way out. */
export interface LabSettings {
  /** Name of its network namespace. */
  readonly name: string;
  /** Its uplink's end on the machine; 15 characters at most. */
  readonly veth: string;
  /** Addresses of the uplink, /30: the machine's end and the lab's. */
  readonly outer: string;
  readonly inner: string;
}

/** Where the lab's libvirt is spoken to from outside; short, unlike the checkout's own path. */
export function labSocket({ identity }: Pick<Paths, 'identity'>): string {
  return `/run/${labName(identity)}/libvirt-sock`;
}

function labName(identity: string): string {
  return `stand-${identity}`;
}

/** The uplinks of 64 labs find room in 10.255.254.0/24. */
const slots = 64;

/** Settings that a checkout's lab always has, moved on where another lab has taken its addresses. */
export function labSettings(
  { identity }: Pick<Paths, 'identity'>,
  interfaces = networkInterfaces(),
): LabSettings {
  const name = labName(identity);
  const veth = name;
  const taken = new Set(
    Object.entries(interfaces)
      .filter(([link]) => link !== veth)
      .flatMap(([, addresses]) => addresses?.map(({ address }) => address) ?? []),
  );
  const start = Number.parseInt(identity, 16) % slots;
  for (let offset = 0; offset < slots; offset += 1) {
    const base = 4 * ((start + offset) % slots);
    const [inner, outer] = [`10.255.254.${base + 1}`, `10.255.254.${base + 2}`];
    if (!taken.has(outer)) return { name, veth, outer, inner };
  }
  throw new Error(`${slots} labs run on this machine already; stop one with ./stand down`);
}

/** The settings as the lab's scripts read them. */
export function labConf({ name, veth, outer, inner }: LabSettings, packageCache: string): string {
  return [
    `LAB_NAME=${name}`,
    `LAB_VETH=${veth}`,
    `LAB_UPLINK_OUTER=${outer}`,
    `LAB_UPLINK_INNER=${inner}`,
    `LAB_PACKAGE_CACHE=${shellQuote(packageCache)}`,
    '',
  ].join('\n');
}

/**
 * Name servers that the lab can ask: a resolver on loopback is out of its reach, so behind
 * systemd-resolved's stub the servers it asks itself are taken. @see systemd-resolved.service(8)
 */
export function resolvConf(
  files = ['/etc/resolv.conf', '/run/systemd/resolve/resolv.conf'],
): string {
  for (const file of files) {
    const servers = nameservers(file).filter((server) => !/^(127\.|::1$)/.test(server));
    if (servers.length > 0) return servers.map((server) => `nameserver ${server}\n`).join('');
  }
  throw new Error(
    `${files.join(' and ')} name only resolvers on loopback, which the lab cannot reach; name another one there`,
  );
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
