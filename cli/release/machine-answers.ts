import { capture } from '../../controller/process';
import { databases } from '../../model/services/postgresql';
import type { Stand } from '../../model/stand';
import type { Context } from '../context';
import { sshCommandOf } from '../reach/ssh-command';

/** What a machine says of itself. */
interface MachineAnswer {
  /** Codename of its Debian release. */
  readonly codename: string;
  /** Names, by version, of the folders that have clusters of PostgreSQL in them. */
  readonly clusters: readonly string[];
}

/** A line for the release, then one for each cluster. */
const question = [
  '. /etc/os-release; echo "$VERSION_CODENAME"',
  `sudo sh -c 'cd ${databases.path} 2> /dev/null && ls -d */main 2> /dev/null'`,
  'true',
].join('; ');

/** Asks the machines of a stand side by side. @returns the answers, by name, of those that answer */
export async function askMachines(
  { paths, place }: Pick<Context, 'paths' | 'place'>,
  stand: Stand,
): Promise<Readonly<Record<string, MachineAnswer>>> {
  const sshCommand = sshCommandOf(paths, stand);
  const answers = stand.hosts.map(async (host) => {
    const [program, ...args] = place.inside(sshCommand(host, [question]));
    const { code, lines } = await capture(program, args);
    const [codename = '', ...clusters] = lines.map((line) => line.trim().replace(/\/main$/, ''));
    return code === 0 ? [[host.name, { codename, clusters }] as const] : [];
  });
  return Object.fromEntries((await Promise.all(answers)).flat());
}
