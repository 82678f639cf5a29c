import type { Paths } from '../../controller/paths';
import type { Stand } from '../../model/stand';
import type { Host } from '../../model/topology/hosts';
import { writeFiles } from '../../synth/files';
import { sshConfig } from '../../synth/render/ssh-config';

/** The command line by which a host is reached from where hosts are reachable. */
export type SshCommand = (host: Host, command: readonly string[]) => string[];

/** How the hosts of a stand are reached. Its configuration is written anew: it may not be there yet. */
export function sshCommandOf(paths: Paths, stand: Stand): SshCommand {
  writeFiles({ [paths.sshConfig]: sshConfig(stand, paths) }, []);
  return ({ name }, command) => ['ssh', '-F', paths.sshConfig, name, ...command];
}
