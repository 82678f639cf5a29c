import { join, resolve } from 'node:path';
import { Agent, agentArguments, type Script } from '../controller/agent/agent';
import { bundle } from '../controller/agent/bundle';
import type { Reach, Reachable } from '../controller/agent/reach';
import { withSecrets } from '../controller/agent/with-secrets';
import { StandError } from '../controller/errors';
import { capture } from '../controller/process';

/** Where an operation keeps its files on a host while it runs; see guest/. */
export const workFolder = '/var/tmp/stand-operation';

const guest = join(__dirname, 'guest');

/** Longest time that an operation may take on a host, in seconds. */
const limit = 6 * 60 * 60;

/** Runs on a host however the operation ended, so that it leaves nothing behind. */
const cleanUp = [
  `rm -rf ${workFolder} /run/stand-operation`,
  ...['INPUT', 'OUTPUT'].map((chain) => `iptables -D ${chain} -j stand-drill 2>/dev/null`),
  'iptables -F stand-drill 2>/dev/null',
  'iptables -X stand-drill 2>/dev/null',
  'systemctl kill --signal=CONT --kill-whom=main patroni 2>/dev/null',
  'true',
].join('; ');

/**
 * Runs scripts of `operations/guest` on the hosts, as root. On each host they run in one systemd unit, so
 * when the connection or this program ends, everything that they started ends too, and a host runs only
 * one operation at a time.
 */
export class Operator {
  private readonly agents = new Map<string, Agent>();

  constructor(private readonly reach: Reach) {}

  /** Runs a script on a host. @throws with the script's last line of output when it fails */
  async on<Answer>(host: Reachable, script: string, argument: unknown = null): Promise<Answer> {
    const agent = this.agent(host.name, () => this.reach.onHost(host, unitCommand()));
    return run(host.name, agent, {
      name: script,
      script: bundle(join(guest, script)),
      argument,
      folder: null,
    });
  }

  /**
   * Runs a script where the hosts are reachable.
   * @param script its path, relative to guest/
   * @param secrets names in the vault, without `vault_`; only the script sees their values
   */
  async here<Answer>(
    script: string,
    argument: object,
    secrets: readonly string[],
  ): Promise<Answer> {
    const agent = this.agent('', () => this.reach.here([this.reach.python, ...agentArguments]));
    return run('here', agent, withSecrets(this.reach, resolve(guest, script), argument, secrets));
  }

  /** Runs a command where the hosts are reachable, such as virsh. */
  async command(command: readonly string[]): Promise<void> {
    const [program, ...args] = this.reach.here(command);
    const { code, output } = await capture(program, args);
    if (code !== 0) throw new StandError([`${command.join(' ')} failed:`, ...output].join('\n'));
  }

  /** Ends all scripts that are still running. */
  close(): void {
    for (const agent of this.agents.values()) agent.close();
  }

  private agent(place: string, command: () => ConstructorParameters<typeof Agent>[0]): Agent {
    const agent = this.agents.get(place) ?? new Agent(command());
    this.agents.set(place, agent);
    return agent;
  }
}

/** @throws StandError with the place and the script's last line of output */
async function run<Answer>(place: string, agent: Agent, script: Script): Promise<Answer> {
  const output = await agent.run(script).catch((error: Error) => {
    const busy = /Unit stand-operation.service was already loaded/.test(error.message);
    const why = busy
      ? 'another operation is running there; wait until it has ended'
      : error.message;
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
