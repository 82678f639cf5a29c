import { join } from 'node:path';
import { domain, ejabberdHosts, type HostName, hosts } from '../../../../test-stand/hosts';
import { inLab } from '../../../../test-stand/stand';
import { asStranger } from '../../../../test-stand/stranger';
import { xmppPorts } from '../../../../xmpp/ports';
import { xmppFolder } from '../../../../xmpp/scripts';
import { authority, passwordOf, pythonProgram } from '../secrets';

/** An account that logs in at one node, from the management host; see xmpp/client.py. */
export interface Account {
  readonly jid: string;
  readonly password: string;
  readonly address: string;
  readonly port: number;
  readonly direct_tls: boolean;
}

export type Encryption = 'STARTTLS' | 'direct TLS';

export function account(name: string, node: HostName, encryption: Encryption): Account {
  const direct = encryption === 'direct TLS';
  return {
    jid: `${name}@${domain}`,
    password: passwordOf(name),
    address: hosts[node].management,
    port: direct ? xmppPorts.clientsTls : xmppPorts.clients,
    direct_tls: direct,
  };
}

export interface Delivery {
  readonly sender: Account;
  readonly receiver: Account;
  readonly body: string;
  readonly offline: boolean;
}

/** How a message arrived; see xmpp/deliver.py. */
export interface Delivered {
  readonly from: string;
  readonly body: string;
  readonly delayed: boolean;
  readonly sessions: readonly { readonly tls: string; readonly mechanism: string }[];
}

export function deliver(
  deliveries: readonly Delivery[],
  trusted = authority,
): Promise<Delivered[]> {
  return runScript('deliver.py', { authority: trusted, deliveries }) as Promise<Delivered[]>;
}

/** A message between people of two servers. */
export type Letter = Pick<Delivery, 'sender' | 'receiver'>;

/**
 * Sends letters, those of one exchange one after another, exchanges side by side; see xmpp/abroad.py.
 * @param trusted certificates of the authorities of both sides
 * @param seconds after which a letter counts as lost
 * @returns of each letter `arrived`, or the condition of the error that its sender got
 */
export function exchangeLetters(
  trusted: string,
  exchanges: readonly (readonly Letter[])[],
  seconds: number,
): Promise<string[][]> {
  const task = { authority: trusted, exchanges, seconds };
  return runScript('abroad.py', task) as Promise<string[][]>;
}

/** What came of trying to be another; see xmpp/impersonate.py. */
export interface Impersonation {
  readonly mechanisms: Readonly<Record<'unencrypted' | 'encrypted', readonly string[]>>;
  readonly honest: Readonly<Record<string, string>>;
  readonly 'as the victim': Readonly<Record<string, string>>;
  readonly unencrypted: Readonly<Record<string, string>>;
  readonly 'forged sender': string;
}

export function impersonate(user: string, victim: string, node: HostName): Promise<Impersonation> {
  const server = {
    address: hosts[node].management,
    port: xmppPorts.clients,
    domain,
    authority,
  };
  const people = { user, password: passwordOf(user), victim: `${victim}@${domain}` };
  const task = { server, ...people, ports: xmppPorts };
  return runScript('impersonate.py', task) as Promise<Impersonation>;
}

/**
 * Runs a program of xmpp/ that makes its own accounts; see xmpp/stand.py.
 * @param more what it wants to know beside what all of them do
 */
export function interoperate(
  name: string,
  nodes: readonly HostName[] = ejabberdHosts,
  more: object = {},
): Promise<unknown> {
  const addresses = Object.fromEntries(nodes.map((node) => [node, hosts[node].management]));
  return runScript(name, { ...standAt(addresses), ...more });
}

/** What a stranger got from each public node, by its name; see xmpp/outside.py. */
export interface Outside {
  /** Address and port to which the domain alone led. */
  readonly found: string;
  readonly logins: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The stranger's address as STUN sees it. */
  readonly seen: Readonly<Record<string, string>>;
  /** Where each node says that its TURN is. */
  readonly told: Readonly<Record<string, string>>;
  /** At which address each node relays, by the way to it. */
  readonly relayed: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/**
 * Lets a user of that name use the nodes by their public addresses, from a stranger's host.
 * @param trusted file of the certificates that the user's client trusts
 * @param addressOf where strangers reach a node. @default its public address
 */
export function fromOutside(
  user: string,
  trusted = authority,
  addressOf: (node: (typeof ejabberdHosts)[number]) => string = (node) => hosts[node].public,
): Promise<Outside> {
  const addresses = Object.fromEntries(ejabberdHosts.map((node) => [node, addressOf(node)]));
  const person = { user: [user, passwordOf(user)], authority: trusted };
  const task = { ...standAt(addresses), ...person };
  return runScript('outside.py', task, asStranger) as Promise<Outside>;
}

/** What programs of xmpp/ know of the stand. @param nodes addresses by name */
function standAt(nodes: Readonly<Record<string, string>>) {
  const admin = { jid: `admin@${domain}`, password: passwordOf('admin') };
  return { domain, authority, nodes, ports: xmppPorts, admin };
}

/** Passwords go by standard input, never by the command line. @param run where it is to run */
export async function runScript(name: string, task: unknown, run = inLab): Promise<unknown> {
  const python = ['env', `PYTHONPATH=${xmppFolder}`, pythonProgram('python'), '-B'];
  const script = join(__dirname, '../..', 'xmpp', name);
  return JSON.parse(await run([...python, script], JSON.stringify(task)));
}
