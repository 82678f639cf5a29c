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

/** Writes `text` to `file` atomically. */
export function writeStamp(file: string, text: string): void {
  const half = `${file}.${process.pid}`;
  writeFileSync(half, text);
  renameSync(half, file);
}
