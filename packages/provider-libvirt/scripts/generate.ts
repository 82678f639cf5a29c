/** Writes lib/ from the committed schema; does nothing when lib/ is already made from it. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digest } from './digest';
import { PACKAGE } from './provider';

const LIB = join(PACKAGE, 'lib');
const STAMP = '.digest';

async function main(): Promise<void> {
  const wanted = digest();
  const stamp = join(LIB, STAMP);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;

  // As it is loaded, the generator asks an engine for its version, of which it makes no use, and
  // reports to its makers that there is none.
  process.env.TERRAFORM_BINARY_NAME = 'true';
  process.env.CHECKPOINT_DISABLE = '1';
  // Loaded late: the generator and the compiler cost seconds, an unchanged lib/ should not.
  const { writeSources } = require('./sources') as typeof import('./sources');
  const { compile } = require('./compile') as typeof import('./compile');
  const build = join(PACKAGE, `.build-${process.pid}`);
  try {
    const output = join(build, 'lib');
    mkdirSync(output, { recursive: true });
    compile(await writeSources(build), output);
    writeFileSync(join(output, STAMP), wanted);
    rmSync(LIB, { recursive: true, force: true });
    renameSync(output, LIB);
  } finally {
    rmSync(build, { recursive: true, force: true });
  }
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
