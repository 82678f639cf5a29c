import { join } from 'node:path';
import type { Paths, SecretPaths } from '../../controller/paths';
import { shellQuote } from '../../controller/shell-quote';
import type { Stand } from '../../model/stand';
import { isEmulated } from '../../model/topology/emulation';
import { isInLab } from '../../model/topology/hypervisors';

/** Ansible's settings that depend on where the checkout lies, as lines of a shell. */
export function ansibleEnvironment(
  stand: Stand,
  paths: Paths,
  { vaultPasswordFile }: SecretPaths,
): string {
  const variables = {
    ANSIBLE_CONFIG: join(paths.root, 'ansible', 'ansible.cfg'),
    // From where `play` begins: a comma would end a path here.
    ANSIBLE_INVENTORY: 'inventory.yml',
    ANSIBLE_SSH_ARGS: `-F ${shellQuote(paths.sshConfig)} -o ConnectTimeout=10 -o ControlMaster=auto -o ControlPersist=120s`,
    ANSIBLE_VAULT_PASSWORD_FILE: vaultPasswordFile,
    STAND_CACHE: paths.cache,
    // An emulator takes seconds to start Python, which Ansible does for every task.
    ...(isEmulated(stand) && { ANSIBLE_STRATEGY: 'mitogen_linear' }),
    // The lab has a /run of its own; elsewhere two checkouts must not meet. A socket's path is short.
    ...(!isInLab(stand) && { ANSIBLE_SSH_CONTROL_PATH_DIR: `~/.ansible/${paths.identity}` }),
  };
  const lines = Object.entries(variables).map(
    ([name, value]) => `export ${name}=${shellQuote(value)}\n`,
  );
  return lines.join('');
}
