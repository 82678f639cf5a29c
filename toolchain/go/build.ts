import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { command } from '../command';
import { PLATFORM } from '../platform';
import { type GoProgram, newestGo } from '../program';
import { isExecutable, programsOnPath } from '../search-path';
import type { Log } from '../steps/step';
import { compareVersions, neededGo, parseVersion, type Version } from './version';

/** Builds depend on the module alone: not on the user's settings, a workspace or a C compiler. */
const ENVIRONMENT = {
  CGO_ENABLED: '0',
  GOFLAGS: '-mod=readonly',
  GOROOT: '',
  GOTOOLCHAIN: 'local',
  GOWORK: 'off',
};

const env = () => ({ ...process.env, ...ENVIRONMENT });

/** A go command and its release. */
export interface Go {
  readonly program: string;
  readonly version: Version;
}

/** The go commands of this machine: those on PATH, and where distributions and go.dev put them. */
async function installedGo(): Promise<Go[]> {
  const versioned = readdirSync('/usr/lib').filter((name) => name.startsWith('go-'));
  const elsewhere = ['/usr/local/go', ...versioned.map((name) => join('/usr/lib', name))];
  const programs = [...programsOnPath('go'), ...elsewhere.map((root) => join(root, 'bin/go'))];
  const found = [...new Set(programs)].filter(isExecutable).map(async (program) => {
    const version = await command(program, ['env', 'GOVERSION'], undefined, { env: env() });
    return [{ program, version: parseVersion(version) }];
  });
  return (await Promise.all(found.map((go) => go.catch(() => [])))).flat();
}

/** The first go command that is new enough, or undefined. */
export function suitableGo(installed: readonly Go[], needed: Version): Go | undefined {
  return installed.find(({ version }) => compareVersions(version, needed) >= 0);
}

/** The Debian packages without which nothing can be built here. */
export async function goPackages(): Promise<string[]> {
  const certificates = existsSync('/etc/ssl/certs/ca-certificates.crt');
  const go = (await installedGo()).length > 0;
  return [...(go ? [] : ['golang-go']), ...(certificates ? [] : ['ca-certificates'])];
}

/**
 * Builds a program and puts it at `output`.
 *
 * @throws Error when there is no Go at all, or the build fails
 */
export async function goBuild(program: GoProgram, output: string, log: Log): Promise<void> {
  const { module, target, linkerFlags } = program;
  const installed = await installedGo();
  const go = suitableGo(installed, neededGo(module)) ?? (await fetchGo(installed[0], log));
  const flags = [
    '-trimpath',
    '-buildvcs=false',
    '-ldflags',
    ['-s', '-w', ...linkerFlags].join(' '),
  ];
  log(`building ${basename(module)} ${program.release} with ${go.program} ${go.version.join('.')}`);
  mkdirSync(dirname(output), { recursive: true });
  await command(go.program, ['build', ...flags, '-o', output, target], log, {
    cwd: module,
    env: env(),
  });
}

/**
 * A newer Go, from the module that every Go since 1.21 takes its toolchains from by itself. Older
 * ones can download it (and check it against the checksum database), but leave it unexecutable.
 * It is new enough for every program here, so that only one is fetched.
 */
async function fetchGo(old: Go | undefined, log: Log): Promise<Go> {
  if (!old) throw new Error('building needs Go; run apt-get install golang-go');
  const version = newestGo();
  const module = `golang.org/toolchain@v0.0.1-go${version.join('.')}.${PLATFORM.os}-${PLATFORM.arch}`;
  log(`fetching ${module}`);
  const outside = mkdtempSync(join(tmpdir(), 'stand-go-'));
  try {
    const download = ['mod', 'download', '-json', module];
    const said = await command(old.program, download, undefined, { cwd: outside, env: env() });
    const { Dir: root } = JSON.parse(said) as { Dir: string };
    const tools = join('pkg/tool', `${PLATFORM.os}_${PLATFORM.arch}`);
    for (const folder of ['bin', tools].map((name) => join(root, name))) {
      for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o755);
    }
    return { program: join(root, 'bin/go'), version };
  } finally {
    rmSync(outside, { recursive: true, force: true });
  }
}
