import { isIP } from 'node:net';
import type { CloudConfig } from '../cloud-config';
import { HOST_NAME_REMEDY, isHostName } from './host-name';
import { userFaults } from './users';
import { writeFileFaults } from './write-files';

/** Lists that cloud-init's schema wants absent rather than empty. */
const NOT_EMPTY = [
  'bootcmd',
  'runcmd',
  'packages',
  'write_files',
  'mounts',
  'ssh_genkeytypes',
] as const;

/** Each fault of the cloud-config, as a line. */
export function* userDataFaults(config: CloudConfig): Generator<string> {
  yield* nameFaults(config);
  for (const key of NOT_EMPTY) {
    if (config[key]?.length === 0) yield `${key} [] is empty; leave the key out`;
  }
  yield* userFaults(config);
  yield* writeFileFaults(config);
  for (const [index, fields] of (config.mounts ?? []).entries()) {
    if (fields.length < 1 || fields.length > 6) {
      yield `mounts[${index}] has ${fields.length} fields; give one to six, as in fstab(5)`;
    }
  }
}

function* nameFaults({ hostname, fqdn, ntp }: CloudConfig): Generator<string> {
  for (const [key, name] of Object.entries({ hostname, fqdn })) {
    if (name !== undefined && !isHostName(name)) {
      yield `${key} '${name}' is not a host name; ${HOST_NAME_REMEDY}`;
    }
  }
  if (hostname !== undefined && hostname.length > 64) {
    yield `hostname '${hostname}' is longer than Linux's 64 characters; put the domain into fqdn`;
  }
  for (const name of [...(ntp?.pools ?? []), ...(ntp?.servers ?? [])]) {
    if (!isHostName(name) && isIP(name) === 0) {
      yield `ntp '${name}' is neither a host name nor an address; ${HOST_NAME_REMEDY}`;
    }
  }
}
