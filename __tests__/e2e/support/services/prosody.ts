import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { KeyPair } from '../../../../test-stand/authority';
import { inLab } from '../../../../test-stand/stand';
import {
  inHouse,
  intoHouse,
  serveInHouse,
  strangersAddress,
} from '../../../../test-stand/stranger';
import { eventually } from '../eventually';
import type { Account } from './xmpp';

/** A domain that Prosody serves in the house of strangers. */
export interface OtherServer {
  readonly domain: string;
  readonly certificate: KeyPair;
}

const password = randomBytes(8).toString('hex');
const folder = '/etc/prosody/certs';
const person = 'ann';

/** Ann, who has an account in each domain. */
export function ann(domain: string): Account {
  const server = { address: strangersAddress, port: 5222, direct_tls: false };
  return { jid: `${person}@${domain}`, password, ...server };
}

/**
 * Starts it, for people of all these domains.
 * @param trusted file of the only authority that it believes
 */
export async function startProsody(
  servers: readonly OtherServer[],
  trusted: string,
): Promise<void> {
  await intoHouse('/etc/prosody/authority.crt', readFileSync(trusted, 'utf8'));
  for (const { domain, certificate } of servers) {
    await intoHouse(`${folder}/${domain}.crt`, readFileSync(certificate.certificate, 'utf8'));
    await intoHouse(`${folder}/${domain}.key`, readFileSync(certificate.key, 'utf8'));
    const account = `/var/lib/prosody/${encoded(domain)}/accounts/${person}.dat`;
    await intoHouse(account, `return { ["password"] = "${password}" };\n`);
  }
  await intoHouse('/etc/prosody/prosody.cfg.lua', configuration(servers));
  const user = ['--reuid=prosody', '--regid=prosody', '--clear-groups'];
  await inHouse(['sh', '-c', `mkdir -p /run/prosody && chown -R prosody: ${owned.join(' ')}`]);
  await serveInHouse('prosody', ['setpriv', ...user, 'prosody', '-F']);
  const isUp = `exec 3<> /dev/tcp/${strangersAddress}/5222`;
  await eventually(() => inLab(['bash', '-c', isUp]), 20);
}

const owned = ['/etc/prosody', '/run/prosody', '/var/lib/prosody'];

/** As Prosody names folders. */
function encoded(domain: string): string {
  const byCode = (character: string) => `%${character.charCodeAt(0).toString(16)}`;
  return domain.replaceAll(/[^a-z0-9]/g, byCode);
}

function configuration(servers: readonly OtherServer[]): string {
  return [
    'admin_socket = "/run/prosody/prosody.sock"',
    'log = { info = "*console" }',
    `interfaces = { "${strangersAddress}" }`,
    'modules_enabled = { "admin_shell", "dialback", "disco", "roster", "s2s_bidi", "saslauth", "tls" }',
    'authentication = "internal_plain"',
    's2s_secure_auth = true',
    's2s_direct_tls_ports = { 5270 }',
    `certificates = "${folder}"`,
    'ssl = { cafile = "/etc/prosody/authority.crt" }',
    ...servers.map(({ domain }) => `VirtualHost "${domain}"`),
    '',
  ].join('\n');
}

/** A connection between Prosody's domain and another one's server, in Prosody's words. */
export interface Connection {
  /** Which way stanzas go: `<->` is both. */
  readonly direction: string;
  readonly encryption: string;
  /** Whether the server that came proved its name by its certificate. */
  readonly sasl: string;
  readonly dialback: string;
}

/** Its table has room for names of 24 letters. */
export async function connectionsOf(domain: string): Promise<Connection[]> {
  const table = await inHouse(['prosodyctl', 'shell', 's2s', 'show']);
  const rows = table.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  return rows
    .filter(([, host]) => host === domain)
    .map(([, , direction = '', , , encryption = '', sasl = '', dialback = '']) => ({
      ...{ direction, encryption, sasl, dialback },
    }));
}
