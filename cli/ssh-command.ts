import type { Host } from '../model/hosts';
import type { Paths } from '../synth/paths';

/** The command line by which a host is reached from where hosts are reachable; see synth/ssh-config.ts. */
export function sshCommand(
  { sshConfig }: Pick<Paths, 'sshConfig'>,
  { name }: Host,
  command: readonly string[],
): string[] {
  return ['ssh', '-F', sshConfig, name, ...command];
}
