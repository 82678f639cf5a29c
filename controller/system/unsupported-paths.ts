import type { MissingRequirement } from './preflight';

/**
 * Characters that some program cannot take in a path: PATH separates folders by colons, launchers of
 * Python programs and mmdebstrap use double quotes, Terraform and Ansible expand braces, and others are
 * special in globs and URLs. The last is what Node puts for bytes that are not UTF-8.
 */
const awkward = /[:"$`\\%{?#*[\p{Cc}\ufffd]/gu;

/** Paths from which a stand cannot be managed. @param paths each with the remedy */
export function unsupportedPaths(
  paths: readonly (readonly [path: string, remedy: string])[],
): MissingRequirement[] {
  return paths.flatMap(([path, remedy]) => {
    const found = [...new Set(path.match(awkward))];
    if (found.length === 0) return [];
    const named = found.map((character) => JSON.stringify(character)).join(' ');
    return [
      {
        what: `the path ${JSON.stringify(path)} contains ${named}, which some programs cannot handle`,
        remedy,
      },
    ];
  });
}
