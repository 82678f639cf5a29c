import { join } from 'node:path';
import type { Reach } from '../../controller/agent/reach';
import { secretPaths } from '../../controller/paths';
import type { Stand } from '../../model/stand';
import type { Context } from '../context';
import { clientAuthority } from './client-authority';
import { sshCommandOf } from './ssh-command';

/** How to run scripts on a stand's hosts, and where the hosts are reachable. */
export function reachOf({ paths, place }: Pick<Context, 'paths' | 'place'>, stand: Stand): Reach {
  const sshCommand = sshCommandOf(paths, stand);
  return {
    ...secretPaths(paths, stand),
    clientAuthority: clientAuthority(paths, stand),
    onHost: (host, command) => place.inside(sshCommand(host, [command])),
    here: (command) => place.inside(command),
    python: join(paths.toolchain, 'python', 'bin', 'python'),
  };
}
