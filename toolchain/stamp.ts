import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** The digest of some files' contents and of some texts, in hexadecimal. */
export function digest(files: readonly string[], ...facts: string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file)).update('\0');
  for (const fact of facts) hash.update(fact).update('\0');
  return hash.digest('hex');
}

/** The content of `file`; an empty string where it cannot be read. */
export function readStamp(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/**
 * Writes `text` to `file` atomically.
 * @param mode of a file that is secret. @default what the caller's umask leaves
 */
export function writeStamp(file: string, text: string, mode?: number): void {
  const half = `${file}.${process.pid}`;
  writeFileSync(half, text, { mode });
  renameSync(half, file);
}
