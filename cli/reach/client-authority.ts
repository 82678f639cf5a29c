import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Paths, secretPaths } from '../../controller/paths';
import { certificatePaths } from '../../model/description/certificates';
import { isSignedElsewhere } from '../../model/services/shown-certificate';
import type { Stand } from '../../model/stand';
import { writeStamp } from '../../toolchain/stamp';

/** All that this machine's own programs trust. */
const systems = '/etc/ssl/certs/ca-certificates.crt';

/**
 * The file of the certificates that the stand's clients trust: that of its own authority or else, made anew, those of
 * this system and what the description names besides.
 */
export function clientAuthority(paths: Paths, stand: Stand): string {
  if (!isSignedElsewhere(stand)) return join(secretPaths(paths, stand).caDirectory, 'ca.crt');
  const { authority } = certificatePaths(stand.certificates);
  const files = [systems, ...(authority === undefined ? [] : [resolve(paths.root, authority)])];
  const trusted = join(paths.runtime, 'client-authority.pem');
  const texts = files.filter((file) => existsSync(file)).map((file) => readFileSync(file, 'utf8'));
  // At once: another command may be reading it.
  writeStamp(trusted, texts.join('\n'));
  return trusted;
}
