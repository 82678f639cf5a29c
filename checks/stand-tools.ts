import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Agent, agentArguments, type Script } from '../machine/agent';
import type { Host } from '../model/topology/hosts';
import type { Tools } from './tools';

type CommandLine = readonly [program: string, ...args: string[]];

/** Where the stand and what manages it are. */
export interface Reach {
  /** A command line that runs a shell's command on a host. */
  readonly onHost: (host: Host, command: string) => CommandLine;
  /** A command line that runs a command where the hosts are reachable. */
  readonly here: (command: readonly string[]) => CommandLine;
  /** The toolchain's Python. */
  readonly python: string;
  readonly vaultFile: string;
  readonly vaultPasswordFile: string;
  readonly caDirectory: string;
}

const folder = join(__dirname, 'guest');

/** Asks the running stand, by one connection to each host. */
export class StandTools implements Tools {
  private readonly agents = new Map<string, Agent>();
  private readonly answers = new Map<string, Promise<unknown>>();

  constructor(private readonly reach: Reach) {}

  get authority(): string {
    return join(this.reach.caDirectory, 'ca.crt');
  }

  ask(host: Host, script: string, argument: unknown = null): Promise<unknown> {
    const [option, program] = agentArguments;
    const command = this.reach.onHost(host, `sudo python3 ${option} '${program}'`);
    return this.once(host.name, command, { ...scriptOf(script), argument, folder: null });
  }

  askHere(script: string, argument: unknown = null, secrets: readonly string[] = []) {
    const command = this.reach.here([this.reach.python, ...agentArguments]);
    const file = join(folder, script);
    if (secrets.length === 0) {
      return this.once('', command, { ...scriptOf(script), argument, folder: dirname(file) });
    }
    const { vaultFile: vault, vaultPasswordFile: password_file } = this.reach;
    const task = { vault, password_file, secrets, script: file, argument: argument ?? {} };
    return this.once('', command, { ...scriptOf('with_secrets.py'), argument: task, folder });
  }

  /** Lets answers be asked anew. */
  forget(): void {
    this.answers.clear();
  }

  /** Ends all connections, and what still runs by them. */
  close(): void {
    for (const agent of this.agents.values()) agent.close();
  }

  private once(place: string, command: CommandLine, script: Script): Promise<unknown> {
    const question = JSON.stringify([place, script]);
    const agent = this.agents.get(place) ?? new Agent(command);
    this.agents.set(place, agent);
    const answer = this.answers.get(question) ?? agent.run(script).then(JSON.parse);
    this.answers.set(question, answer);
    return answer;
  }
}

function scriptOf(name: string): Pick<Script, 'name' | 'script'> {
  return { name: basename(name), script: readFileSync(join(folder, name), 'utf8') };
}
