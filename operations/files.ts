/** A file as it lies on a host; see operations/guest/digests.py. */
export interface Digest {
  readonly sha1: string;
  /** When it last changed, in seconds since 1970. */
  readonly changed: number;
}

/** What came of restoring a job's files. */
export interface FileComparison {
  /** Files that are as on their host. */
  readonly identical: number;
  /** Files that their host has changed or removed since the backup. */
  readonly changed: number;
  /** What is wrong, in words. */
  readonly faults: readonly string[];
}

/** A file that is written through memory is marked as changed only some time later. */
const slackSeconds = 60;

/**
 * Compares restored files with what the catalog says of them, and with their host's.
 * @param recorded SHA-1 by path, as they were read for the backup
 * @param taken when the newest backup of them began, in seconds since 1970
 * @param since when the oldest did; a file that was changed after that may have been so while it was read
 */
export function compareFiles(
  recorded: Readonly<Record<string, string>>,
  restored: Readonly<Record<string, Digest>>,
  live: Readonly<Record<string, Digest>>,
  { taken, since }: { readonly taken: number; readonly since: number },
): FileComparison {
  const faults: string[] = [];
  let identical = 0;
  let changed = 0;
  for (const [path, sha1] of Object.entries(recorded)) {
    const { [path]: now } = live;
    if (!restored[path]) faults.push(`${path} was not restored`);
    else if (restored[path].sha1 !== sha1) {
      if (now && now.changed > since - slackSeconds) changed += 1;
      else faults.push(`${path} is not what was backed up`);
    } else if (now?.sha1 === sha1) identical += 1;
    else if (now && now.changed < taken - slackSeconds) {
      faults.push(`${path} differs from its host's, which has not changed since`);
    } else changed += 1;
  }
  return { identical, changed, faults };
}
