import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { domain, type HostName, hostNames } from '../../../test-stand/hosts';
import { inLab, ssh } from '../../../test-stand/stand';

/** What a host says of itself; see guest/facts.py. */
export interface Facts {
  readonly ttl: number;
  readonly forwarding: boolean;
  /** Gateways by destination. */
  readonly routes: Readonly<Record<string, string>>;
  /** Addresses by the names of all hosts, short and full. */
  readonly names: Readonly<Record<string, readonly string[]>>;
  readonly hostname: string;
  readonly fqdn: string;
  /** Policies of the filter table by chain, for IPv4 and IPv6. */
  readonly policies: Readonly<Record<string, string>>;
  readonly policies6: Readonly<Record<string, string>>;
  /** What `systemctl is-system-running` says. */
  readonly state: string;
  /** Names of failed units. */
  readonly failed: readonly string[];
}

export function readFacts(host: HostName): Promise<Facts> {
  const names = hostNames.flatMap((name) => [name, `${name}.${domain}`]);
  return onHost(host, 'facts.py', names) as Promise<Facts>;
}

export interface Target {
  readonly protocol: 'tcp' | 'udp';
  readonly address: string;
  readonly port: number;
}

export function nameOf({ protocol, address, port }: Target): string {
  return `${protocol} ${address}:${port}`;
}

/** Tries ports from a host. @returns by the targets' names, what came of it; see guest/ports.py */
export async function tryPorts(
  from: HostName | 'management host',
  targets: readonly Target[],
): Promise<Record<string, string>> {
  const outcomes = (await (from === 'management host'
    ? inLab(['python3', '-', JSON.stringify(targets)], script('ports.py')).then(JSON.parse)
    : onHost(from, 'ports.py', targets))) as string[];
  return Object.fromEntries(
    targets.map((target, index) => [nameOf(target), outcomes[index] ?? '']),
  );
}

/**
 * Asks for metrics from a host without showing a certificate.
 * @returns by address what came of it; see guest/anonymous.py
 */
export function metricsWithoutCertificate(
  from: HostName,
  addresses: readonly string[],
): Promise<Record<string, unknown>> {
  return onHost(from, 'anonymous.py', addresses) as Promise<Record<string, unknown>>;
}

/** Runs a script of guest/ as root on a host. @param argument becomes JSON @returns its own JSON */
export async function onHost(host: HostName, name: string, argument: unknown): Promise<unknown> {
  const command = `sudo python3 - '${JSON.stringify(argument).replaceAll("'", "'\\''")}'`;
  return JSON.parse(await ssh(host, command, script(name)));
}

function script(name: string): string {
  return readFileSync(join(__dirname, '..', 'guest', name), 'utf8');
}
