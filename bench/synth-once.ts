import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { projectPaths } from '../controller/paths';
import shipped from '../stand.config';
import { synth } from '../synth/synth';
import { generatedStand } from './generated-stand';

/**
 * Synthesises one stand into a folder, which may hold what an earlier run wrote.
 * Usage: synth-once FOLDER COUNT   (a generated stand of so many hosts; 0 means the shipped one)
 */
const [root = '', count] = process.argv.slice(2);
mkdirSync(root, { recursive: true });
for (const folder of ['ansible', 'images', 'lab']) {
  if (existsSync(join(root, folder))) continue;
  symlinkSync(resolve(__dirname, '..', folder), join(root, folder));
}
synth(Number(count) > 0 ? generatedStand(Number(count)) : shipped, projectPaths(root));
