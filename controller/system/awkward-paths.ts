import type { Lack } from './preflight';

/**
 * Characters that some program cannot be told in a path: PATH parts folders by a colon, launchers of
 * Python programs and mmdebstrap quote by double quotes, Terraform and Ansible expand what is in braces,
 * globs and URLs have signs of their own. The last is what Node makes of bytes that are not UTF-8.
 */
const awkward = /[:"$`\\%{?#*[\p{Cc}\ufffd]/gu;

/** What keeps a stand from being managed where its files are. @param paths folders by what sets each */
export function awkwardPaths(paths: readonly (readonly [path: string, remedy: string])[]): Lack[] {
  return paths.flatMap(([path, remedy]) => {
    const found = [...new Set(path.match(awkward))];
    if (found.length === 0) return [];
    const named = found.map((character) => JSON.stringify(character)).join(' ');
    return [
      {
        what: `the path ${JSON.stringify(path)} has ${named}, which not every program can be told`,
        remedy,
      },
    ];
  });
}
