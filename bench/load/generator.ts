import { Lab } from '../../lab/lab';
import { ejabberdPorts } from '../../model/services/ejabberd';
import { paths, root } from '../../test-stand/checkout';
import { domain, type HostName, hosts } from '../../test-stand/hosts';
import { execute, ssh } from '../../test-stand/stand';
import { nodeTool, type Server } from './servers';

/** What the program xmpp/load.py does. */
export type Task =
  | { readonly kind: 'logins'; readonly workers: number; readonly seconds: number }
  | { readonly kind: 'sessions'; readonly count: number; readonly seconds: number }
  | { readonly kind: 'window'; readonly outstanding: number; readonly seconds: number }
  | { readonly kind: 'rate'; readonly rate: number; readonly seconds: number };

/** What came of it; times in seconds. */
export interface Carried {
  readonly count: number;
  readonly seconds: number;
  /** Of the generator's own. */
  readonly processor: number;
  readonly median: number;
  /** The 99th percentile. */
  readonly worst: number;
}

/** People who send, and as many who receive. */
export interface People {
  readonly accounts: readonly string[];
  readonly password: string;
}

/** Makes people's accounts, with a password that no process list shows. */
export async function register(server: Server, { accounts, password }: People): Promise<void> {
  const lines = accounts.map((name) => `${name} ${password}\n`).join('');
  const tool = `cd / && sudo -u ejabberd ${nodeTool} ${server.erlangNode} accounts ${domain}`;
  await ssh(server.senders, tool, lines);
}

/**
 * Loads a server from this machine, in the lab.
 * @param onReady called when all have logged in
 */
export async function load(
  server: Server,
  people: People,
  task: Task,
  onReady: () => void = () => {},
): Promise<Carried> {
  const argument = {
    domain,
    authority: `${root}/secrets/ca/ca.crt`,
    addresses: [server.senders, server.receivers].map((host: HostName) => hosts[host].management),
    port: ejabberdPorts.clientsTls,
    ...people,
    task,
  };
  const python = `${paths.toolchain}/python/bin/python3`;
  const [program, ...args] = new Lab(paths).inside([python, `${root}/xmpp/load.py`]);
  let isReady = false;
  const onProgress = (stderr: string) => {
    if (isReady || !stderr.includes('ready\n')) return;
    isReady = true;
    onReady();
  };
  const input = JSON.stringify(argument);
  const { code, stdout, stderr } = await execute(program, args, { input, onProgress });
  if (code !== 0) throw new Error(`the load on ${server.name} ended with ${code}:\n${stderr}`);
  return JSON.parse(stdout) as Carried;
}
