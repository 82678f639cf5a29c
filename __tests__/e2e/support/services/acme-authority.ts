import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../../../test-stand/checkout';
import {
  asStranger,
  furnishHouse,
  intoHouse,
  serveInHouse,
  strangersAddress,
} from '../../../../test-stand/stranger';
import { eventually } from '../eventually';

const [port, management] = [14000, 15000];

/** An authority that speaks ACME, as a description names it: Pebble, on the host of strangers. */
export const directory = `https://${strangersAddress}:${port}/dir`;

/** File of its certificates, in the copied checkout: what it signs with, and what its own server shows. */
export const authorityFile = 'acme-authority.pem';

/**
 * Starts it in the house of strangers; it ends with the host.
 * @param resolver address of the name server that it asks
 * @returns the file of the certificates that it signs with
 */
export async function startAcmeAuthority(resolver: string): Promise<string> {
  await furnishHouse();
  const server = ownCertificate();
  const at = '/etc/pebble';
  await intoHouse(`${at}/server.crt`, server.certificate);
  await intoHouse(`${at}/server.key`, server.key);
  const pebble = {
    ...{ listenAddress: `0.0.0.0:${port}`, managementListenAddress: `127.0.0.1:${management}` },
    ...{ certificate: `${at}/server.crt`, privateKey: `${at}/server.key` },
    ...{ httpPort: 80, tlsPort: 443, ocspResponderURL: '', externalAccountBindingRequired: false },
  };
  await intoHouse(`${at}/pebble.json`, JSON.stringify({ pebble }));
  const options = ['-config', `${at}/pebble.json`, '-dnsserver', `${resolver}:53`];
  await serveInHouse('pebble', ['env', 'PEBBLE_VA_NOSLEEP=1', 'pebble', ...options]);
  const roots = `https://127.0.0.1:${management}/roots/0`;
  const signer = await eventually(() => asStranger(['curl', '--silent', '--insecure', roots]), 30);
  writeFileSync(join(root, authorityFile), `${signer}${server.certificate}`);
  const file = join(root, 'acme-root.pem');
  writeFileSync(file, signer);
  return file;
}

/** Has it answer nobody any more. */
export async function refuseToAnswer(): Promise<void> {
  const rule = ['INPUT', '-p', 'tcp', '--dport', `${port}`, '-j', 'REJECT'];
  await asStranger(['iptables', '-w', '-A', ...rule, '--reject-with', 'tcp-reset']);
}

/** Of the address at which the authority's server is reached. */
function ownCertificate() {
  const folder = mkdtempSync(join(tmpdir(), 'stand-authority-'));
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'key'];
  const names = ['-subj', '/CN=pebble', '-addext', `subjectAltName=IP:${strangersAddress}`];
  const args = ['req', '-x509', ...key, '-days', '2', ...names, '-out', 'crt'];
  execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const [certificate, privateKey] = ['crt', 'key'].map((name) =>
    readFileSync(join(folder, name), 'utf8'),
  );
  rmSync(folder, { recursive: true });
  return { certificate: certificate as string, key: privateKey as string };
}
