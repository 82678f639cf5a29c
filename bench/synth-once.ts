import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import shipped from '../stand.config';
import { projectPaths } from '../synth/paths';
import { synth } from '../synth/synth';
import { generatedStand } from './generated-stand';

/** Synthesises one stand into an empty folder: a generated one of so many hosts, or the shipped one. */
const count = Number(process.argv[2] ?? 0);
const root = mkdtempSync(join(tmpdir(), 'stand-bench-'));
try {
  for (const folder of ['ansible', 'lab']) {
    symlinkSync(resolve(__dirname, '..', folder), join(root, folder));
  }
  synth(count > 0 ? generatedStand(count) : shipped, projectPaths(root));
} finally {
  rmSync(root, { recursive: true });
}
