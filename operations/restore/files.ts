/** A file, a folder or a link as a backup has it; see operations/guest/bacula_files.py. */
export interface RecordedFile {
  /** In words, such as `file`, `folder` or `symbolic link`. */
  readonly type: string;
  /** Permissions. */
  readonly mode: number;
  /** Numbers of user and group. */
  readonly owner: number;
  readonly group: number;
  /** When its content was last modified, in seconds since 1970. */
  readonly modified: number;
  /** Of a file's content; null where the backup does not know it. */
  readonly sha1: string | null;
}

/** A file, a folder or a link as it is on a host; see operations/guest/describe_files.py. */
export interface PresentFile extends Omit<RecordedFile, 'sha1'> {
  readonly sha1?: string;
  /** The digest in a backup that treated the file as sparse, where that differs. */
  readonly sparse?: string;
  /** Where a symbolic link leads. */
  readonly target?: string;
  /** Number of a device. */
  readonly device?: number;
  /** When anything of it was last changed, in seconds since 1970. */
  readonly changed: number;
  /** From when on it is as it is on this host, which may be younger than the image that the file comes from. */
  readonly present: number;
  /** Hard links have the same. */
  readonly inode: string;
  /** How many hard links there are, these among them. */
  readonly names: number;
  /** Extended attributes, lists for access among them, by name. */
  readonly attributes: Readonly<Record<string, string>>;
}

export type ByPath<File> = Readonly<Record<string, File>>;

/** The result of comparing a job's restored files. */
export interface FileComparison {
  /** Files that are the same on their host. */
  readonly identical: number;
  /** Files that were changed or removed on their host since the backup. */
  readonly changed: number;
  /** What is wrong, in words. */
  readonly faults: readonly string[];
}

/** A file that is written through memory (mmap) gets its new time only some time later. */
const slackSeconds = 60;

/**
 * Compares restored files with the catalog and with the live files.
 * @param recorded as they were when they were read for the backup
 * @param taken when the newest backup of them began, in seconds since 1970
 * @param since when the oldest did; a file that was changed after that may have been so while it was read
 */
export function compareFiles(
  recorded: ByPath<RecordedFile>,
  restored: ByPath<PresentFile>,
  live: ByPath<PresentFile>,
  { taken, since }: { readonly taken: number; readonly since: number },
): FileComparison {
  const faults: string[] = [];
  let identical = 0;
  let changed = 0;
  for (const [path, record] of Object.entries(recorded)) {
    const { [path]: back } = restored;
    const { [path]: now } = live;
    const damage = damageOf(record, back);
    if (!back || damage) {
      if (damage === 'content' && now && now.changed > since - slackSeconds) changed += 1;
      else faults.push(`${path} ${damage ? damages[damage] : 'was not restored'}`);
    } else if (now && changesOf(back, now).length === 0) identical += 1;
    else if (now && now.present < taken - slackSeconds) {
      faults.push(`${path} differs from the live file, which has not changed since the backup`);
    } else changed += 1;
  }
  return { identical, changed, faults };
}

const damages = {
  type: 'was restored as another type of file',
  owner: 'was restored with another owner',
  mode: 'was restored with other permissions',
  content: 'was restored with other content',
} as const;

/** How a restored file differs from the catalog; undefined if it does not, or was not restored. */
function damageOf(
  record: RecordedFile,
  back: PresentFile | undefined,
): keyof typeof damages | undefined {
  if (!back) return undefined;
  if (back.type !== record.type) return 'type';
  if (back.owner !== record.owner || back.group !== record.group) return 'owner';
  // Linux has no permissions for symbolic links.
  if (back.mode !== record.mode && record.type !== 'symbolic link') return 'mode';
  const content = record.sha1 === null || [back.sha1, back.sparse].includes(record.sha1);
  return content ? undefined : 'content';
}

/** What is wrong with restored files, in words. */
export function damagedFiles(
  recorded: ByPath<RecordedFile>,
  restored: ByPath<PresentFile>,
): string[] {
  return Object.entries(recorded).flatMap(([path, record]) => {
    const { [path]: back } = restored;
    const damage = damageOf(record, back);
    if (damage) return [`${path} ${damages[damage]}`];
    return back ? [] : [`${path} was not restored`];
  });
}

/** How two files differ, in words; not by a folder's time, which changes with its entries. */
export function changesOf(one: PresentFile, other: PresentFile): string[] {
  if (one.type !== other.type) return [`is a ${other.type}, was a ${one.type}`];
  const attributes = [one, other].map((file) =>
    JSON.stringify(Object.entries(file.attributes).sort()),
  );
  const differ = {
    content: one.sha1 !== other.sha1,
    target: one.target !== other.target || one.device !== other.device,
    owner: one.owner !== other.owner || one.group !== other.group,
    permissions: one.mode !== other.mode && one.type !== 'symbolic link',
    attributes: attributes[0] !== attributes[1],
    time: one.modified !== other.modified && one.type === 'file',
  };
  return Object.entries(differ).flatMap(([what, is]) => (is ? [what] : []));
}

/** How live files differ from restored ones, by path, including the hard links among them. */
export function differences(
  restored: ByPath<PresentFile>,
  live: ByPath<PresentFile>,
): ByPath<readonly string[]> {
  const [then, now] = [linksOf(restored), linksOf(live)];
  return Object.fromEntries(
    Object.entries(restored).flatMap(([path, back]) => {
      const { [path]: present } = live;
      if (!present) return [];
      const links = back.type === present.type && then(path) !== now(path) ? ['hard links'] : [];
      const found = [...changesOf(back, present), ...links];
      return found.length > 0 ? [[path, found]] : [];
    }),
  );
}

/** Returns a function that gives a key which is the same for all hard links of a file. */
function linksOf(files: ByPath<PresentFile>): (path: string) => string {
  const names = new Map<string, string[]>();
  for (const [path, { inode, type }] of Object.entries(files)) {
    if (type !== 'folder') names.set(inode, [...(names.get(inode) ?? []), path].sort());
  }
  return (path) => JSON.stringify(names.get(files[path]?.inode ?? '') ?? [path]);
}

/** Adds to some paths all hard links of the same files: they are restored together. */
export function withLinks(
  restored: ByPath<PresentFile>,
  paths: readonly string[],
): readonly string[] {
  const wanted = new Set(paths);
  const inodes = new Set(paths.map((path) => restored[path]?.inode));
  return Object.entries(restored).flatMap(([path, { inode, type }]) =>
    wanted.has(path) || (type !== 'folder' && inodes.has(inode)) ? [path] : [],
  );
}

/** Those of some live files that have hard links elsewhere, which replacing them would break. */
export function linkedElsewhere(live: ByPath<PresentFile>, paths: readonly string[]): string[] {
  const names = linksOf(live);
  return paths.filter((path) => {
    const { [path]: file } = live;
    return file && file.type !== 'folder' && file.names > JSON.parse(names(path)).length;
  });
}
