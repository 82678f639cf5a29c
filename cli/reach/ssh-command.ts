import type { Reachable } from '../../controller/agent/reach';
import type { Paths } from '../../controller/paths';
import type { Stand } from '../../model/stand';
import { writeFiles } from '../../synth/files';
import { sshConfig } from '../../synth/render/ssh-config';

/** The ssh command line for a host; it works where the hosts are reachable. */
export type SshCommand = (host: Reachable, command: readonly string[]) => string[];

/** Returns the ssh command for a stand's hosts. Also writes its configuration, which may not exist yet. */
export function sshCommandOf(paths: Paths, stand: Stand): SshCommand {
  writeFiles({ [paths.sshConfig]: sshConfig(stand, paths) }, []);
  return ({ managementAddress }, command) => [
    ...['ssh', '-F', paths.sshConfig, managementAddress],
    ...command,
  ];
}
