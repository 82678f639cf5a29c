import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** The digest of files' contents and further facts, in hexadecimal. */
export function digest(files: readonly string[], ...facts: string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file)).update('\0');
  for (const fact of facts) hash.update(fact).update('\0');
  return hash.digest('hex');
}

/** What `file` holds; an empty string where it cannot be read. */
export function readStamp(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Writes `text` to `file` whole or not at all. */
export function writeStamp(file: string, text: string): void {
  const half = `${file}.${process.pid}`;
  writeFileSync(half, text);
  renameSync(half, file);
}
