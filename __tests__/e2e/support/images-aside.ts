import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './checkout';

let builder: ChildProcess | undefined;

/** Builds the images of the last tests with what the first ones leave of the processors. */
export function buildImagesAside(): void {
  const node = [process.execPath, '--require', join(root, 'run-typescript.js')];
  builder = spawn('nice', ['-n', '19', ...node, join(__dirname, 'build-images.ts')], {
    stdio: 'ignore',
    detached: true,
  });
}

/** Ends it where the tests ended before. */
export function endImagesAside(): void {
  if (!builder?.pid || builder.exitCode !== null || builder.signalCode !== null) return;
  process.kill(-builder.pid, 'SIGTERM');
}
