import type { Stand } from '../../model/stand';
import {
  type Account,
  type AccountDetails,
  type AccountRole,
  roleOf,
} from '../../operations/accounts/accounts';
import type { KnownLink, Link } from '../../operations/accounts/invites';
import type { KeptBackup } from '../../operations/accounts/kept-backups';
import { table } from '../table';
import type { QrCode } from './qr-code';

/** An account with what the description says of it. */
export type Described<Kind> = Kind & { readonly role: AccountRole };

export function described<Kind extends { readonly name: string }>(
  stand: Stand,
  account: Kind,
): Described<Kind> {
  return { ...account, role: roleOf(stand, account.name) };
}

/** All accounts, for people. */
export function accountsText(accounts: readonly Described<Account>[]): string {
  return table([
    ['name', 'is', 'seen', ''],
    ...accounts.map(({ name, role, sessions, last, disabled }) => [
      shown(name),
      role,
      sessions > 0 ? 'now' : (last ?? 'never'),
      disabled ? disabledText(disabled) : '',
    ]),
  ]);
}

/** One account, for people. */
export function detailsText(account: Described<AccountDetails>): string {
  const { name, role, sessions, last, disabled, rooms } = account;
  return table([
    [shown(name), role === 'user' ? 'a user of the description' : role],
    ...(disabled ? [['', disabledText(disabled)]] : []),
    ['seen', sessions.length > 0 ? 'now' : (last ?? 'never')],
    ...sessions.map(({ client, address, node, seconds }) => [
      'session',
      `${shown(client)} from ${address} at ${node.replace('ejabberd@', '')}, for ${timeText(seconds)}`,
    ]),
    ['has', ownText(account)],
    ...rooms.map((room) => ['owns alone', shown(room)]),
  ]);
}

/** What goes with an account, as a line for who is asked. */
export function ownText({
  contacts,
  archived,
  waiting,
  files,
}: Pick<AccountDetails, 'contacts' | 'archived' | 'waiting' | 'files'>): string {
  return [
    counted(contacts, 'contact'),
    `${counted(archived, 'message')} in its archive`,
    `${waiting} that wait for it`,
    counted(files, 'file'),
  ].join(', ');
}

/** A link that was just made, for people. @param what it does */
export function linkText({ link, expires }: Link, what: string, draw: QrCode): string {
  const end = `whoever has it ${what}, once, until ${expires}; ./stand invite --retract ends that`;
  return `${link}\n${draw(link)}${end}\n`;
}

const purposes = { invite: 'an account', reset: 'a password', contact: 'a contact' } as const;

/** Links that were made before, for people. */
export function linksText(links: readonly KnownLink[]): string {
  return table([
    ['link', 'for', 'account', 'state'],
    ...links.map(({ link, kind, name, state, invitee, expires }) => [
      ...[link, purposes[kind], shown(name) || 'any'],
      state === 'open'
        ? `open until ${expires}`
        : state === 'used'
          ? `used by ${shown(invitee)}`
          : state,
    ]),
  ]);
}

/** What backups keep, as lines. */
export function keptLines(kept: readonly KeptBackup[]): string[] {
  if (kept.length === 0) return ['no backup keeps it'];
  return kept.map(({ what, until }) =>
    until === null ? `kept by ${what}` : `kept by ${what} until ${until} at the latest`,
  );
}

function disabledText({ since, reason }: NonNullable<Account['disabled']>): string {
  return `disabled since ${since.replace(/\.\d+Z$/, 'Z')}${reason ? `: ${shown(reason)}` : ''}`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function timeText(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

/** What somebody has chosen, so that a terminal shows it and does not obey it. */
function shown(text: string): string {
  const code = (letter: string) => `\\u{${letter.codePointAt(0)?.toString(16)}}`;
  return /\p{C}/u.test(text) ? JSON.stringify(text).replaceAll(/\p{C}/gu, code) : text;
}
