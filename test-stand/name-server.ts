import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { paths, root } from './checkout';
import { inLab } from './stand';

const configuration = join(paths.lab, 'name-server.conf');

/** What the lab's name server is told to serve, as dnsmasq has it. */
export function servedRecords(): string {
  return readFileSync(configuration, 'utf8');
}

/** Has the lab's name server serve something else. */
export async function serveRecords(text: string): Promise<void> {
  writeFileSync(configuration, text);
  await inLab([join(root, 'lab', 'name-server'), 'start', paths.lab]);
}
