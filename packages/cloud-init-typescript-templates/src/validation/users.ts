import type { CloudConfig, User } from '../cloud-config';

/** useradd(8) on Debian: at most 32 characters. */
const USER_NAME = /^[a-z_][a-z0-9_-]{0,31}$/;

/** A line of authorized_keys (sshd(8)): options, the key's type, the key in base64, a comment. */
const PUBLIC_KEY = /^([^\n]*\s)?(ssh-|ecdsa-|sk-)[a-z0-9@.-]+ +[A-Za-z0-9+/]+=*( [^\n]*)?\n?$/;

/** Faults of users and of the keys that let them in. Keys themselves are not shown. */
export function* userFaults(config: CloudConfig): Generator<string> {
  yield* keyFaults('ssh_authorized_keys', config.ssh_authorized_keys);
  const seen = new Set<string>();
  for (const user of config.users ?? []) {
    const { name, ...settings }: User = typeof user === 'string' ? { name: user } : user;
    if (!USER_NAME.test(name)) {
      yield `users '${name}' is not a user name; use a-z, 0-9, _ and -, at most 32, a letter first`;
    }
    if (seen.has(name)) yield `users '${name}' is there twice; merge the two`;
    seen.add(name);
    yield* keyFaults(`users '${name}' ssh_authorized_keys`, settings.ssh_authorized_keys);
  }
}

function* keyFaults(where: string, keys: readonly string[] | undefined): Generator<string> {
  if (keys?.length === 0) yield `${where} [] is empty; leave the key out`;
  for (const [index, key] of (keys ?? []).entries()) {
    if (!PUBLIC_KEY.test(key)) {
      yield `${where}[${index}] is not a public key; give the whole line of the .pub file`;
    }
  }
}
