import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compareVersions, neededGo, requiredRelease, type Version } from './go/version';
import { PLATFORM } from './platform';
import { digest } from './stamp';

/** A program that can be built from a Go module of this folder. */
export interface GoProgram {
  /** The folder with go.mod. */
  readonly module: string;
  /** The package to build, as the go command takes it. */
  readonly target: string;
  /** The release that the program reports, without `v`. */
  readonly release: string;
  readonly linkerFlags: readonly string[];
}

const here = (name: string) => join(__dirname, name);

/** A program of a dependency, in the release that go.mod requires. */
function dependency(folder: string, root: string, target: string, flags: string[] = []): GoProgram {
  const release = requiredRelease(here(folder), root);
  return { module: here(folder), target: `${root}${target}`, release, linkerFlags: flags };
}

const OPENTOFU = 'github.com/opentofu/opentofu';

/** OpenTofu; with the flag of its own releases it reports 1.12.6 rather than 1.12.6-dev. */
export const TOFU = dependency('engine', OPENTOFU, '/cmd/tofu', [`-X ${OPENTOFU}/version.dev=no`]);

export const LIBVIRT = dependency(
  'provider-libvirt',
  'github.com/dmacvicar/terraform-provider-libvirt',
  '',
);

/** Our own null_resource, with the version of hashicorp/null that its bindings are generated from. */
export const NULL: GoProgram = {
  module: here('provider-null'),
  target: '.',
  release: '3.2.4',
  linkerFlags: ['-X main.version=3.2.4'],
};

/** The digest of everything that the program is built from, except for the Go release. */
export function sourceDigest({ module, target, release, linkerFlags }: GoProgram): string {
  const files = readdirSync(module)
    .sort()
    .map((name) => join(module, name));
  return digest(files, target, release, ...linkerFlags, PLATFORM.os, PLATFORM.arch);
}

/** The oldest Go release that can build every program here. */
export function newestGo(): Version {
  const [newest] = [TOFU, LIBVIRT, NULL]
    .map(({ module }) => neededGo(module))
    .sort((a, b) => compareVersions(b, a));
  return newest as Version;
}
