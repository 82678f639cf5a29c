import type { CloudConfig } from '../cloud-config';

/** What cloud-init reads as intended; text that is not octal becomes 0644, numbers are decimal. */
const isOctal = (text: unknown) => typeof text === 'string' && /^(0o)?[0-7]{3,4}$/.test(text);

/** Faults of write_files, seen together with the users that own files. */
export function* writeFileFaults({ write_files = [], users = [] }: CloudConfig): Generator<string> {
  const created = new Set(users.map((user) => (typeof user === 'string' ? user : user.name)));
  for (const [index, { path, permissions, owner, defer }] of write_files.entries()) {
    const where = `write_files[${index}]`;
    if (!path.startsWith('/')) {
      yield `${where}.path '${path}' is not absolute; start it with /`;
    }
    if (permissions !== undefined && !isOctal(permissions)) {
      yield `${where}.permissions '${permissions}' of '${path}' is not octal; write a string as '0644'`;
    }
    const user = owner?.split(':')[0] ?? 'root';
    if (user !== 'root' && created.has(user) && defer !== true) {
      yield `${where}.owner '${owner}' of '${path}' does not exist yet when files are written; add defer: true`;
    }
  }
}
