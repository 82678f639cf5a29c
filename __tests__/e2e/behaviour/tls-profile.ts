import { join } from 'node:path';
import { paths } from '../../../test-stand/checkout';
import { domain, hosts } from '../../../test-stand/hosts';
import { timed } from '../../../test-stand/stand';
import { asStranger } from '../../../test-stand/stranger';
import { authority } from '../support/secrets';

/** Every port for the world on which TLS is spoken, and how it begins; see xmpp/tls_profile.py. */
const ports = [
  [443, 'direct TLS'],
  [5222, 'clients'],
  [5223, 'direct TLS'],
  [5269, 'servers'],
  [5270, 'direct TLS'],
  [5349, 'direct TLS'],
] as const;

/** How a port differs from the profile, by the name of what differs. */
type Differences = Readonly<Record<string, string>>;

async function scan(): Promise<Readonly<Record<number, Differences>>> {
  const python = join(paths.toolchain, 'scanner', 'bin', 'python');
  const script = join(__dirname, '..', 'xmpp', 'tls_profile.py');
  const task = { address: hosts.e1server.public, domain, authority, ports };
  return JSON.parse(await asStranger([python, '-B', script], JSON.stringify(task)));
}

/** TLS of a node, as sslyze finds it from outside. */
export function describeTlsProfile(): void {
  let found: Readonly<Record<number, Differences>>;
  beforeAll(async () => {
    found = await timed('TLS of all ports, scanned', scan);
  });

  it.each(ports)('of port %i is as Mozilla has it for general use', (port) => {
    expect(found[port]).toEqual({});
  });
}
