import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StandError } from '../controller/errors';
import { accountSecret, ejabberdPorts, probeAccount } from '../model/services/ejabberd';
import type { Stand } from '../model/stand';
import { hostsOf } from '../model/topology/groups';
import type { Host } from '../model/topology/hosts';
import { eventually } from '../operations/eventually';
import type { Operator } from '../operations/operator';
import { xmppScript } from '../xmpp/scripts';

/** What became of numbered messages; see operations/guest/messages.py. */
export interface Messages {
  readonly sent: number;
  readonly acknowledged: number;
  /** Numbers of messages that were acknowledged but did not arrive. */
  readonly notReceived: readonly number[];
  /** Numbers of messages that were acknowledged but are not in the receiver's archive. */
  readonly notArchived: readonly number[];
  /** Longest time between two that arrived, in seconds. */
  readonly longestGap: number;
  /** How often the sender or the receiver was disconnected. */
  readonly disconnected: number;
}

/** A sender on the first node and a receiver on the last one, both the account of the checks. */
export class Messaging {
  private readonly folder = mkdtempSync(join(tmpdir(), 'stand-drill-'));
  private readonly started = join(this.folder, 'started');
  private readonly stop = join(this.folder, 'stop');
  private readonly node: Host;
  private readonly result: Promise<Messages>;

  /** @param authority file of the certificates that clients trust */
  constructor(
    private readonly operator: Operator,
    stand: Stand,
    authority: string,
    private readonly run: string,
    seconds: number,
  ) {
    const nodes = hostsOf(stand, 'ejserver');
    this.node = nodes[0] as Host;
    const secret = accountSecret(probeAccount);
    const account = (node: Host, resource: string) => ({
      jid: `${probeAccount}@${stand.domain}/${run}-${resource}`,
      password: secret,
      address: node.managementAddress,
      port: ejabberdPorts.clientsTls,
      direct_tls: true,
    });
    const argument = {
      run,
      sender: account(this.node, 'sender'),
      receiver: account(nodes.at(-1) as Host, 'receiver'),
      authority,
      started: this.started,
      stop: this.stop,
      seconds,
    };
    this.result = operator.here(xmppScript('messages.py'), argument, [secret]);
    this.result.catch(() => {});
  }

  /** Returns once messages arrive. @throws when that takes too long, or what went wrong */
  flowing(seconds: number): Promise<unknown> {
    const arrived = eventually(seconds, async () => {
      if (!existsSync(this.started)) throw new StandError(`no message arrived for ${seconds} s`);
    });
    return Promise.race([arrived, this.result]);
  }

  /** Stops sending. @returns once the messages are removed from the archive */
  async finish(): Promise<Messages> {
    writeFileSync(this.stop, '');
    try {
      return await this.result;
    } finally {
      rmSync(this.folder, { recursive: true, force: true });
      const argument = { account: probeAccount, run: this.run };
      await this.operator.on(this.node, 'forget_messages.py', argument);
    }
  }
}
