import { createHash } from 'node:crypto';
import { copyFileSync, createReadStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import {
  type GrafanaConfig,
  grafanaRelease,
  isRemote,
  packageName,
} from '../model/grafana-package';
import { exitCodes, StandError } from './errors';
import type { Lack } from './preflight';
import { capture } from './process';

/**
 * Grafana's repository, and the key that signs it.
 * @see https://apt.grafana.com/
 */
const repository = {
  source: 'https://apt.grafana.com stable main',
  key: 'https://apt.grafana.com/gpg-full.key',
  fingerprint: 'B53AE77BADB630A683046005963FA27710458545',
  package: `grafana:amd64=${grafanaRelease}`,
};

export interface PackagePaths {
  readonly root: string;
  readonly cache: string;
}

const remedy =
  "download it elsewhere, and name it in stand.config.ts: grafana: { package: 'FILE.deb', sha256: '…' }";

/** Where the package is kept once it is here and found right. */
export function packageFile({ cache }: PackagePaths, config: GrafanaConfig | undefined): string {
  return join(cache, 'grafana', packageName(config));
}

/**
 * Puts Grafana's package into the cache, whole and verified, or not at all.
 * @returns what keeps it from being had here; undefined when it is there
 * @throws StandError when what was had is not what was asked for
 */
export async function obtainPackage(
  paths: PackagePaths,
  config: GrafanaConfig | undefined,
  { source, key, fingerprint, ...asked } = repository,
): Promise<Lack | undefined> {
  const file = packageFile(paths, config);
  if (existsSync(file)) return undefined;
  mkdirSync(dirname(file), { recursive: true });
  if (config) return obtainNamed(paths, config, file);
  const script = join(__dirname, 'signed-package');
  const { code, lines } = await capture(script, [source, key, fingerprint, asked.package, file]);
  if (code === 0) return undefined;
  const what = `Grafana's package cannot be had from ${new URL(key).origin}`;
  if (code === 3) return { what, remedy };
  throw new StandError([`${what}; ${remedy}:`, ...lines].join('\n'), exitCodes.unprepared);
}

async function obtainNamed(
  { root }: PackagePaths,
  config: GrafanaConfig,
  file: string,
): Promise<Lack | undefined> {
  const part = `${file}.part`;
  try {
    if (isRemote(config)) {
      const download = ['-o', 'Acquire::Retries=0', 'download-file', config.package, part];
      const { code } = await capture('/usr/lib/apt/apt-helper', download);
      if (code !== 0) {
        return { what: `Grafana's package cannot be had from ${config.package}`, remedy };
      }
    } else {
      copyFileSync(existing(resolve(root, config.package)), part);
    }
    verify(config, await sha256(part));
    renameSync(part, file);
    return undefined;
  } finally {
    rmSync(part, { force: true });
  }
}

function existing(file: string): string {
  if (existsSync(file)) return file;
  const message = `there is no ${file}, which stand.config.ts names as Grafana's package; put it there, or name another`;
  throw new StandError(message, exitCodes.unprepared);
}

function verify({ package: where, sha256: wanted }: GrafanaConfig, found: string): void {
  if (found === wanted) return;
  const lines = [
    `${where} is not the package that stand.config.ts means:`,
    `  its SHA-256 is ${found}`,
    `  and should be  ${wanted}`,
    'get the file again, or correct grafana.sha256 if its maker publishes the other one',
  ];
  throw new StandError(lines.join('\n'), exitCodes.unprepared);
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
