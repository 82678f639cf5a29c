import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type GrafanaConfig,
  grafanaRelease,
  packageName,
} from '../../model/description/grafana-package';
import { exitCodes, StandError } from '../errors';
import { capture } from '../process';
import { obtainPinned } from './pinned-file';
import type { MissingRequirement } from './preflight';

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
  "download it elsewhere and name it in stand.config.ts: grafana: { package: 'FILE.deb', sha256: '…' }";

/** Where the package is kept once it is downloaded and verified. */
export function packageFile({ cache }: PackagePaths, config: GrafanaConfig | undefined): string {
  return join(cache, 'grafana', packageName(config));
}

/**
 * Puts Grafana's package into the cache, whole and verified, or not at all.
 * @returns why it could not be downloaded; undefined when it is there
 * @throws StandError when it is not the package that was asked for
 */
export async function obtainPackage(
  paths: PackagePaths,
  config: GrafanaConfig | undefined,
  { source, key, fingerprint, ...asked } = repository,
): Promise<MissingRequirement | undefined> {
  const file = packageFile(paths, config);
  if (existsSync(file)) return undefined;
  mkdirSync(dirname(file), { recursive: true });
  if (config) {
    const { package: source, sha256: digest } = config;
    const asked = { what: "Grafana's package", setting: 'grafana.sha256', remedy } as const;
    return obtainPinned(paths.root, { ...asked, source, algorithm: 'sha256', digest }, file);
  }
  const script = join(__dirname, 'signed-package');
  const { code, output } = await capture(script, [source, key, fingerprint, asked.package, file]);
  if (code === 0) return undefined;
  const what = `cannot download Grafana's package from ${new URL(key).origin}`;
  if (code === 3) return { what, remedy };
  throw new StandError([`${what}; ${remedy}:`, ...output].join('\n'), exitCodes.unprepared);
}
