import { exitCodes, StandError } from '../../controller/errors';
import type { Stand } from '../../model/stand';
import type { Operator } from '../operator';
import { localName } from '../restore/user';
import { askAccounts, requireInvites } from './ask';

/** A link by which somebody makes an account, or sets a password. It is as good as a password until it is used. */
export interface Link {
  /** The account's, which is a proposal where it is made; empty for one of the guest's choice. */
  readonly name: string;
  readonly link: string;
  /** The same for clients. */
  readonly uri: string;
  readonly token: string;
  readonly expires: string;
}

/** A link that was made before. */
export interface KnownLink extends Link {
  readonly kind: 'invite' | 'reset' | 'contact';
  readonly state: 'open' | 'used' | 'over';
  /** Address of who used it; empty before. */
  readonly invitee: string;
  readonly created: string;
}

/** @param address of the account to be made; undefined for one of the guest's choice */
export async function invite(
  stand: Stand,
  operator: Operator,
  address: string | undefined,
  seconds: number,
): Promise<Link> {
  requireInvites(stand, 'invite');
  if (address === undefined)
    return askAccounts(stand, operator, 'invite', null, ['', `${seconds}`]);
  return askAccounts(stand, operator, 'invite', localName(stand, address), [`${seconds}`]);
}

/** A link by which the owner of an account sets another password. */
export async function resetPassword(
  stand: Stand,
  operator: Operator,
  address: string,
  seconds: number,
): Promise<Link> {
  requireInvites(stand, 'user reset');
  return askAccounts(stand, operator, 'reset', localName(stand, address), [`${seconds}`]);
}

export async function listLinks(stand: Stand, operator: Operator): Promise<KnownLink[]> {
  requireInvites(stand, 'invite --list');
  return askAccounts(stand, operator, 'invites');
}

/** Ends what a link is good for. @param link it, or its last part */
export async function retract(stand: Stand, operator: Operator, link: string): Promise<KnownLink> {
  requireInvites(stand, 'invite --retract');
  const [, token] = /(?:^|[/=])([A-Za-z0-9]+)$/.exec(link) ?? [];
  if (token === undefined) {
    const what = `link must be one that ./stand invite --list shows; got '${link}'`;
    throw new StandError(`${what}; nothing was changed`, exitCodes.invalid);
  }
  return askAccounts(stand, operator, 'retract', null, [token]);
}
