import { exitCodes, StandError } from '../../controller/errors';
import { probeAccount } from '../../model/services/ejabberd';
import type { Stand } from '../../model/stand';
import type { Operator } from '../operator';
import { localName } from '../restore/user';
import { askAccounts, requireInvites } from './ask';

/** What a node tells of each account. */
export interface Account {
  /** As it is stored, such as `max` of somebody who writes Max. */
  readonly name: string;
  /** Number of its sessions. */
  readonly sessions: number;
  /** When the last one ended, by RFC 3339; null where one is there, or none ever was. */
  readonly last: string | null;
  readonly disabled: { readonly since: string; readonly reason: string } | null;
}

/** All that a node tells of one account. */
export interface AccountDetails extends Omit<Account, 'sessions'> {
  readonly sessions: readonly {
    readonly client: string;
    readonly address: string;
    readonly node: string;
    readonly seconds: number;
  }[];
  readonly contacts: number;
  /** Number of messages that wait for it. */
  readonly waiting: number;
  /** Number of messages in its archive. */
  readonly archived: number;
  /** Number of files that it has uploaded. */
  readonly files: number;
  /** Addresses of rooms that nobody else owns. */
  readonly rooms: readonly string[];
}

/** What the description says of an account. */
export type AccountRole = 'administrator' | 'user' | 'checks' | 'not described';

export function roleOf({ accounts }: Pick<Stand, 'accounts'>, name: string): AccountRole {
  if (name === probeAccount) return 'checks';
  if (accounts.admins.includes(name)) return 'administrator';
  return accounts.users.includes(name) ? 'user' : 'not described';
}

export function listAccounts(stand: Stand, operator: Operator): Promise<Account[]> {
  return askAccounts(stand, operator, 'list');
}

export function showAccount(
  stand: Stand,
  operator: Operator,
  address: string,
): Promise<AccountDetails> {
  return askAccounts(stand, operator, 'show', localName(stand, address));
}

/** Ends its sessions, and lets nobody log in to it until it is enabled. */
export async function disableAccount(
  stand: Stand,
  operator: Operator,
  address: string,
  reason: string,
): Promise<Account> {
  requireInvites(stand, 'user disable');
  const user = localName(stand, address);
  requireNotOurs(user);
  return askAccounts(stand, operator, 'disable', user, [reason]);
}

export async function enableAccount(
  stand: Stand,
  operator: Operator,
  address: string,
): Promise<Account> {
  requireInvites(stand, 'user enable');
  return askAccounts(stand, operator, 'enable', localName(stand, address));
}

/** @param name as it is stored @throws StandError where the next deployment would make it again */
export function requireRemovable(stand: Stand, name: string): void {
  requireNotOurs(name);
  if (roleOf(stand, name) === 'not described') return;
  throw new StandError(
    `${name} is described, and the next ./stand up would make it again; take it out of accounts in stand.config.ts first; nothing was changed`,
    exitCodes.invalid,
  );
}

/** Ends it with all that is its own. @param name as it is stored @returns what went */
export function removeAccount(
  stand: Stand,
  operator: Operator,
  name: string,
): Promise<AccountDetails> {
  requireRemovable(stand, name);
  return askAccounts(stand, operator, 'remove', name);
}

function requireNotOurs(name: string): void {
  if (name.toLowerCase() !== probeAccount) return;
  const what = `${probeAccount} is the account by which ./stand check logs in`;
  throw new StandError(`${what}; nothing was changed`, exitCodes.invalid);
}
