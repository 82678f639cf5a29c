import type { CloudConfig } from '../cloud-config';

/** What cloud-init's decode_perms reads as intended; anything else becomes 0644 with a warning. */
const OCTAL = /^(0o)?[0-7]{3,5}$/;

/** Faults of write_files, seen together with the users that own files. */
export function* writeFileFaults({ write_files = [], users = [] }: CloudConfig): Generator<string> {
  const created = new Set(users.map((user) => (typeof user === 'string' ? user : user.name)));
  for (const [index, { path, permissions, owner, defer }] of write_files.entries()) {
    const where = `write_files[${index}]`;
    if (!path.startsWith('/')) {
      yield `${where}.path '${path}' is not absolute; start it with /`;
    }
    if (permissions !== undefined && !OCTAL.test(permissions)) {
      yield `${where}.permissions '${permissions}' of '${path}' is not octal; write a string as '0644'`;
    }
    const user = owner?.split(':')[0] ?? 'root';
    if (user !== 'root' && created.has(user) && defer !== true) {
      yield `${where}.owner '${owner}' of '${path}' does not exist yet when files are written; add defer: true`;
    }
  }
}
