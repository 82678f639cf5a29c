import { readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Agent, agentArguments, type Script } from '../controller/agent/agent';
import type { CommandLine, Reach } from '../controller/agent/reach';
import { withSecrets } from '../controller/agent/with-secrets';
import type { Host } from '../model/topology/hosts';
import type { Tools } from './tools';

const folder = join(__dirname, 'guest');

/** Asks the running stand, by one connection to each host. */
export class StandTools implements Tools {
  private readonly agents = new Map<string, Agent>();
  private readonly answers = new Map<string, Promise<unknown>>();

  constructor(private readonly reach: Reach) {}

  get authority(): string {
    return join(this.reach.caDirectory, 'ca.crt');
  }

  get clientAuthority(): string {
    return this.reach.clientAuthority;
  }

  ask(host: Host, script: string, argument: unknown = null): Promise<unknown> {
    const [option, program] = agentArguments;
    const command = this.reach.onHost(host, `sudo python3 ${option} '${program}'`);
    return this.once(host.name, command, { ...scriptOf(script), argument, folder: null });
  }

  askHere(script: string, argument: unknown = null, secrets: readonly string[] = []) {
    const command = this.reach.here([this.reach.python, ...agentArguments]);
    if (secrets.length > 0) {
      const file = resolve(folder, script);
      return this.once('', command, withSecrets(this.reach, file, argument ?? {}, secrets));
    }
    const read = scriptOf(script);
    return this.once('', command, { ...read, argument, folder: dirname(resolve(folder, script)) });
  }

  /** Drops all answers, so that questions are asked again. */
  forget(): void {
    this.answers.clear();
  }

  /** Closes all connections and ends what still runs through them. */
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
  return { name: basename(name), script: readFileSync(resolve(folder, name), 'utf8') };
}
