import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { authorityIn, issue } from '../../../../test-stand/authority';
import { paths, root } from '../../../../test-stand/checkout';
import {
  asStranger,
  intoHouse,
  serveInHouse,
  strangersAddress,
} from '../../../../test-stand/stranger';
import { eventually } from '../eventually';

/** An authority that speaks ACME, Pebble, in the house of strangers: as a description names it, there or not. */
export interface AcmeAuthority {
  readonly directory: string;
  /** File of the certificates by which its own server is known, and of what it signs with once it is there. */
  readonly authority: string;
  /**
   * Starts it; it ends with the host.
   * @param resolver address of the name server that it asks
   * @returns the file of the certificates that it signs with
   */
  start(resolver: string): Promise<string>;
}

/** @param port where it is, or is to be; the next one is for its administrator */
export function acmeAuthority(port: number): AcmeAuthority {
  const name = `pebble-${port}`;
  const known = authorityIn(join(paths.runtime, 'strangers'), name);
  const authority = join(root, `${name}.pem`);
  const knownBy = readFileSync(known.certificate, 'utf8');
  writeFileSync(authority, knownBy);
  return {
    directory: `https://${strangersAddress}:${port}/dir`,
    authority,
    start: async (resolver) => {
      const at = `/etc/${name}`;
      const server = issue(known, [strangersAddress]);
      await intoHouse(`${at}/server.crt`, readFileSync(server.certificate, 'utf8'));
      await intoHouse(`${at}/server.key`, readFileSync(server.key, 'utf8'));
      await intoHouse(`${at}/pebble.json`, configuration(at, port));
      // As authorities do, it does not ask again for what it was shown some days ago.
      const settings = ['PEBBLE_VA_NOSLEEP=1', 'PEBBLE_AUTHZREUSE=100'];
      const options = ['-config', `${at}/pebble.json`, '-dnsserver', `${resolver}:53`];
      await serveInHouse(name, ['env', ...settings, 'pebble', ...options]);
      const url = `https://127.0.0.1:${port + 1}/roots/0`;
      const signer = await eventually(
        () => asStranger(['curl', '--silent', '--insecure', url]),
        30,
      );
      writeFileSync(authority, signer + knownBy);
      const file = join(root, `${name}-root.pem`);
      writeFileSync(file, signer);
      return file;
    },
  };
}

function configuration(folder: string, port: number): string {
  const pebble = {
    ...{ listenAddress: `0.0.0.0:${port}`, managementListenAddress: `127.0.0.1:${port + 1}` },
    ...{ certificate: `${folder}/server.crt`, privateKey: `${folder}/server.key` },
    ...{ httpPort: 80, tlsPort: 443, ocspResponderURL: '', externalAccountBindingRequired: false },
  };
  return JSON.stringify({ pebble });
}
