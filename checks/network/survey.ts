import { turnPort } from '../../model/services/ejabberd';
import type { Stand } from '../../model/stand';
import type { Host } from '../../model/topology/hosts';
import type { Tools } from '../tools';
import { type Attempt, attempts, entrances, type Listening } from './attempts';

/** What a host says of its networks; see guest/network.py. */
export interface NetworkFacts {
  /** Gateways by destination, of which IPv6 has `::/0` by default. */
  readonly routes: Readonly<Record<string, string>>;
  readonly forwarding: boolean;
  /** Whether every interface takes only what an answer would leave by. */
  readonly strict: boolean;
  readonly ttl: number;
  readonly addresses: readonly string[];
  readonly listening: Listening;
  /** How the firewall in force differs from its files. */
  readonly firewall: readonly string[];
}

/** An attempt, and what came of it; see guest/reach.py. */
export interface Tried extends Attempt {
  readonly outcome: 'open' | 'refused' | 'dropped' | 'answered' | 'silent';
}

/** Whether an attempt got no answer at all, not even a refusal. */
export function isLost({ outcome }: Pick<Tried, 'outcome'>): boolean {
  return outcome === 'dropped' || outcome === 'silent';
}

/** What a host reached. */
export interface Reached {
  readonly tried: readonly Tried[];
  /** Times to live of the other hosts' answers to a ping, by their addresses; null without answer. */
  readonly pings: ReadonlyMap<string, number | null>;
}

/** What hosts know and see of each other, asked once. */
export class Survey {
  private listeners: Promise<Map<Host, Listening>> | undefined;
  private readonly reached = new Map<Host, Promise<Reached>>();

  constructor(
    private readonly stand: Stand,
    private readonly tools: Tools,
  ) {}

  async facts(host: Host): Promise<NetworkFacts> {
    return (await this.tools.ask(host, 'network.py')) as NetworkFacts;
  }

  reachedFrom(sender: Host): Promise<Reached> {
    const reached = this.reached.get(sender) ?? this.tryFrom(sender);
    this.reached.set(sender, reached);
    return reached;
  }

  private async tryFrom(sender: Host): Promise<Reached> {
    this.listeners ??= this.askListeners();
    const listeners = await this.listeners;
    // An address that has come to the sender leads nowhere else.
    const { addresses } = await this.facts(sender).catch(() => ({ addresses: [] as string[] }));
    const all = attempts(
      this.stand,
      sender,
      (receiver) => listeners.get(receiver) ?? nothing,
    ).filter(({ address }) => !addresses.includes(address));
    const of = (wanted: string) => all.filter(({ protocol }) => protocol === wanted);
    const [tcp, udp] = [of('tcp'), of('udp')];
    const ping = this.stand.hosts.flatMap((host) =>
      entrances(this.stand, sender, host).map(({ address }) => address),
    );
    const found = (await this.tools.ask(sender, 'reach.py', {
      tcp: tcp.map(({ address, port, declared }) => [address, port, declared]),
      udp: udp.map(({ address, port, declared }) => [address, port, declared]),
      ping,
      stun: turnPort,
    })) as { tcp: Tried['outcome'][]; udp: Tried['outcome'][]; ping: (number | null)[] };
    const outcomes = [...found.tcp, ...found.udp];
    return {
      tried: [...tcp, ...udp].map((attempt, index) => ({
        ...attempt,
        outcome: outcomes[index] as Tried['outcome'],
      })),
      pings: new Map(ping.map((address, index) => [address, found.ping[index] ?? null])),
    };
  }

  /** A host that does not answer is asked on the ports that the model knows of. */
  private async askListeners(): Promise<Map<Host, Listening>> {
    const found = this.stand.hosts.map(async (host) => {
      const { listening } = await this.facts(host).catch(() => ({ listening: nothing }));
      return [host, listening] as const;
    });
    return new Map(await Promise.all(found));
  }
}

const nothing: Listening = { tcp: [], udp: [] };
