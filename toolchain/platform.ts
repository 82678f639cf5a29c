const ARCHITECTURES: Partial<Record<NodeJS.Architecture, string>> = { x64: 'amd64' };

/** This machine's operating system and architecture, in Go's and the registries' words. */
export const PLATFORM = {
  os: process.platform as string,
  arch: ARCHITECTURES[process.arch] ?? process.arch,
};
