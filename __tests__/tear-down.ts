import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename } from 'node:path';

/** Removes the tests' temporary folder with all that they left in it. */
export default function tearDown(): void {
  const folder = tmpdir();
  if (basename(folder).startsWith('stand-')) rmSync(folder, { recursive: true, force: true });
}
