import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../test-stand/checkout';

/** Makes an image that is accepted and that no machine boots from. @returns how a description names it */
export function bareImage(): { source: string; sha512: string } {
  const source = join(root, 'bare.qcow2');
  const content = 'an image';
  writeFileSync(source, content);
  return { source, sha512: createHash('sha512').update(content).digest('hex') };
}
