import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command } from '../command';
import { PLATFORM } from '../platform';
import { fetchOk } from './reach';

/** Where OpenTofu's own builds are published. */
const RELEASES = 'https://github.com/opentofu/opentofu/releases/download';

/** Enough to download 30 MB over a slow connection, in milliseconds. */
const DOWNLOAD = 300_000;

/** The checksums of a release's files, or undefined when the host is out of reach. */
export async function checksums(release: string, releases = RELEASES): Promise<string | undefined> {
  const sums = await fetchOk(`${releases}/v${release}/tofu_${release}_SHA256SUMS`);
  return sums?.text();
}

/**
 * Downloads a release's program for this platform into `folder`, as `tofu`.
 *
 * @param sums the release's checksums
 * @throws Error when the archive does not come or is not the one that the checksums name
 */
export async function downloadTofu(
  release: string,
  sums: string,
  folder: string,
  releases = RELEASES,
): Promise<void> {
  const name = `tofu_${release}_${PLATFORM.os}_${PLATFORM.arch}.tar.gz`;
  const url = `${releases}/v${release}/${name}`;
  const response = await fetch(url, { signal: AbortSignal.timeout(DOWNLOAD) });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${response.statusText}`);
  const archive = Buffer.from(await response.arrayBuffer());
  const digest = createHash('sha256').update(archive).digest('hex');
  if (!sums.split('\n').includes(`${digest}  ${name}`)) {
    throw new Error(`${url}: SHA-256 must be the one that the release states; got ${digest}`);
  }
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  writeFileSync(file, archive);
  await command('tar', ['-xzf', file, '-C', folder, 'tofu']);
}
