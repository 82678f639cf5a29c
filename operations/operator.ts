import { join, resolve } from 'node:path';
import { Agent, agentArguments, type Script } from '../controller/agent/agent';
import { bundle } from '../controller/agent/bundle';
import type { Reach } from '../controller/agent/reach';
import { withSecrets } from '../controller/agent/with-secrets';
import { StandError } from '../controller/errors';
import { capture } from '../controller/process';
import type { Host } from '../model/topology/hosts';

/** Everything that an operation puts on a host for the time that it takes; see guest/. */
export const workFolder = '/var/tmp/stand-operation';

const guest = join(__dirname, 'guest');

/** Longest time that an operation may take on a host, in seconds. */
const limit = 6 * 60 * 60;

/** What is done on a host whatever ended the operation: nothing of it stays behind. */
const cleanUp = [
  `rm -rf ${workFolder} /run/stand-operation`,
  ...['INPUT', 'OUTPUT'].map((chain) => `iptables -D ${chain} -j stand-drill 2>/dev/null`),
  'iptables -F stand-drill 2>/dev/null',
  'iptables -X stand-drill 2>/dev/null',
  'systemctl kill --signal=CONT --kill-whom=main patroni 2>/dev/null',
  'true',
].join('; ');

/**
 * Works on the hosts: runs scripts of `operations/guest` there as root. On each host they run in one
 * systemd unit, so when the connection or this program ends, all that they have started ends too;
 * and there is one operation on a host at a time.
 */
export class Operator {
  private readonly agents = new Map<string, Agent>();

  constructor(private readonly reach: Reach) {}

  /** @throws with what the script said last when it fails */
  async on<Answer>(host: Host, script: string, argument: unknown = null): Promise<Answer> {
    const agent = this.agent(host.name, () => this.reach.onHost(host, unitCommand()));
    return run(host.name, agent, {
      name: script,
      script: bundle(join(guest, script)),
      argument,
      folder: null,
    });
  }

  /**
   * Runs a script where the hosts are managed from.
   * @param script its path, from guest/ where it is relative
   * @param secrets names in the vault, without `vault_`; the script gets their values, TypeScript never
   */
  async here<Answer>(
    script: string,
    argument: object,
    secrets: readonly string[],
  ): Promise<Answer> {
    const agent = this.agent('', () => this.reach.here([this.reach.python, ...agentArguments]));
    return run('here', agent, withSecrets(this.reach, resolve(guest, script), argument, secrets));
  }

  /** Runs a command where the hosts are reachable, such as one of the hypervisor's. */
  async command(command: readonly string[]): Promise<void> {
    const [program, ...args] = this.reach.here(command);
    const { code, output } = await capture(program, args);
    if (code !== 0) throw new StandError([`${command.join(' ')} failed:`, ...output].join('\n'));
  }

  /** Ends what still runs. */
  close(): void {
    for (const agent of this.agents.values()) agent.close();
  }

  private agent(place: string, command: () => ConstructorParameters<typeof Agent>[0]): Agent {
    const agent = this.agents.get(place) ?? new Agent(command());
    this.agents.set(place, agent);
    return agent;
  }
}

/** @throws StandError with the place, and what the script said last */
async function run<Answer>(place: string, agent: Agent, script: Script): Promise<Answer> {
  const output = await agent.run(script).catch((error: Error) => {
    const busy = /Unit stand-operation.service was already loaded/.test(error.message);
    const why = busy ? 'another operation is at work there: wait for its end' : error.message;
    throw new StandError(`${place}: ${why}`);
  });
  return JSON.parse(output) as Answer;
}

/** A shell's command that starts Python in a unit of its own. */
function unitCommand(): string {
  const properties = [`RuntimeMaxSec=${limit}`, `ExecStopPost=/bin/sh -c "${cleanUp}"`];
  const [option, program] = agentArguments;
  return [
    'sudo systemd-run --quiet --pipe --wait --collect --unit=stand-operation',
    ...properties.map((property) => `--property='${property}'`),
    `python3 ${option} '${program}'`,
  ].join(' ');
}
