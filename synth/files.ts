import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { exitCodes, StandError } from '../controller/errors';

/**
 * Makes a folder hold exactly the given files. A file that is already right is not touched.
 * @param folders folders that belong to the generator: what else they hold is removed
 */
export function writeFiles(
  files: Readonly<Record<string, string>>,
  folders: readonly string[],
): void {
  const made = new Set<string>();
  for (const [path, text] of Object.entries(files)) {
    const parent = dirname(path);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
    writeFileSync(path, text);
  }
  for (const path of folders.flatMap(filesUnder)) {
    if (!Object.hasOwn(files, path)) rmSync(path);
  }
}

/**
 * For each folder in a folder, the digests of its files by their paths in it. Its README.md does not count:
 * nothing is deployed again because a sentence for readers changed.
 */
export function folderFiles(folder: string): Record<string, Record<string, string>> {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return Object.fromEntries(names.map(({ name }) => [name, digestsIn(join(folder, name))]));
}

function digestsIn(folder: string): Record<string, string> {
  const paths = filesUnder(folder).filter((path) => path !== join(folder, 'README.md'));
  return Object.fromEntries(
    paths.map((path) => [
      path.slice(folder.length + 1),
      createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 12),
    ]),
  );
}

function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** The public half of the key by which hosts are managed; the pair is made on first use. */
export function publicKey(privateKeyFile: string): string {
  if (!existsSync(privateKeyFile)) {
    const folder = dirname(privateKeyFile);
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o700);
    const options = ['-q', '-t', 'ed25519', '-N', '', '-C', 'stand', '-f', privateKeyFile];
    try {
      execFileSync('ssh-keygen', options, { stdio: 'pipe' });
    } catch (error) {
      const { stderr } = error as { stderr?: Buffer };
      throw new StandError(
        `ssh-keygen cannot create the key with which hosts are managed; run ./stand prepare:\n${stderr ?? error}`,
        exitCodes.unprepared,
      );
    }
  }
  return readFileSync(`${privateKeyFile}.pub`, 'utf8');
}
