import { createHash } from 'node:crypto';
import { copyFileSync, createReadStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { exitCodes, StandError } from '../errors';
import { capture } from '../process';
import type { MissingRequirement } from './preflight';

/** A file from elsewhere, identified by its digest. */
export interface PinnedFile {
  /** What it is, such as `Grafana's package`. */
  readonly what: string;
  /** URL, or a path, absolute or from the project's folder. */
  readonly source: string;
  readonly algorithm: 'sha256' | 'sha512';
  /** In hexadecimal. */
  readonly digest: string;
  /** The setting of stand.config.ts that says so. */
  readonly setting: string;
  /** What to do where it cannot be downloaded. */
  readonly remedy: string;
}

/**
 * Puts a file into the cache, whole and verified, or not at all.
 * @param root folder that relative sources are looked for in
 * @returns why it could not be downloaded; undefined when it is there
 * @throws StandError when it does not exist or its digest differs
 */
export async function obtainPinned(
  root: string,
  asked: PinnedFile,
  file: string,
): Promise<MissingRequirement | undefined> {
  const part = `${file}.part`;
  const { what, source, remedy } = asked;
  mkdirSync(dirname(file), { recursive: true });
  try {
    if (/^https?:\/\//.test(source)) {
      const download = ['-o', 'Acquire::Retries=0', 'download-file', source, part];
      const { code } = await capture('/usr/lib/apt/apt-helper', download);
      if (code !== 0) return { what: `cannot download ${what} from ${source}`, remedy };
    } else {
      copyFileSync(existing(asked, resolve(root, source)), part);
    }
    await verify(asked, part);
    renameSync(part, file);
    return undefined;
  } finally {
    rmSync(part, { force: true });
  }
}

function existing({ what }: PinnedFile, file: string): string {
  if (existsSync(file)) return file;
  const message = `stand.config.ts names ${file} as ${what}, but it does not exist; put it there, or name another`;
  throw new StandError(message, exitCodes.unprepared);
}

async function verify(asked: PinnedFile, file: string): Promise<void> {
  const hash = createHash(asked.algorithm);
  await pipeline(createReadStream(file), hash);
  const found = hash.digest('hex');
  if (found === asked.digest) return;
  const name = asked.algorithm.replace('sha', 'SHA-');
  const lines = [
    `${asked.source} is not ${asked.what}: its ${name} must be`,
    `  ${asked.digest}`,
    'got',
    `  ${found}`,
    `get the file again, or correct ${asked.setting} if its publisher states the other one`,
  ];
  throw new StandError(lines.join('\n'), exitCodes.unprepared);
}
