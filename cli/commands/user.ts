import type { Command } from 'commander';
import {
  type AccountDetails,
  disableAccount,
  enableAccount,
  listAccounts,
  removeAccount,
  requireRemovable,
  showAccount,
} from '../../operations/accounts/accounts';
import { resetPassword } from '../../operations/accounts/invites';
import { type KeptBackup, keptBackups } from '../../operations/accounts/kept-backups';
import { answer, type Json } from '../accounts/answer';
import { type LinkOptions, withLinkOptions } from '../accounts/link-options';
import { qrCodes } from '../accounts/qr-code';
import {
  accountsText,
  described,
  detailsText,
  keptLines,
  linkText,
  ownText,
} from '../accounts/texts';
import { confirm } from '../confirm';
import type { Context } from '../context';
import type { OperationContext } from '../operations';

export function user(program: Command, context: Context): void {
  const group = program
    .command('user')
    .description('Show accounts, shut and end them; `invite` makes them.');
  group
    .command('list')
    .description('List all accounts: what each is, when it was seen, whether it is disabled.')
    .option('--json', 'print the answer as JSON')
    .action((options: Json) =>
      answer(
        context,
        options,
        async ({ stand, operator }) => {
          const accounts = await listAccounts(stand, operator);
          return { accounts: accounts.map((account) => described(stand, account)) };
        },
        ({ accounts }) => accountsText(accounts),
      ),
    );
  of(group, 'show', 'Show an account: its sessions, and what it has.').action(
    (name: string, options: Json) =>
      answer(
        context,
        options,
        async ({ stand, operator }) => described(stand, await showAccount(stand, operator, name)),
        detailsText,
      ),
  );
  withLinkOptions(
    of(group, 'reset', 'Print a link by which the owner sets another password, once.'),
  ).action((name: string, options: LinkOptions) => {
    const draw = qrCodes(options.qr ?? false);
    return answer(
      context,
      options,
      ({ stand, operator }) => resetPassword(stand, operator, name, options.expires),
      (made) => linkText(made, `sets a password of ${made.name}`, draw),
    );
  });
  of(group, 'disable', 'Shut an account: its sessions end, and nobody logs in to it. It is kept.')
    .option('--reason <text>', 'why, which clients of the account are told', '')
    .action((name: string, options: Json & { reason: string }) =>
      answer(
        context,
        options,
        async ({ stand, operator }) =>
          described(stand, await disableAccount(stand, operator, name, options.reason)),
        (account) =>
          `${account.name} is disabled; to open it again: ./stand user enable ${account.name}\n`,
      ),
    );
  of(group, 'enable', 'Open an account that is disabled.').action((name: string, options: Json) =>
    answer(
      context,
      options,
      async ({ stand, operator }) => described(stand, await enableAccount(stand, operator, name)),
      (account) => `${account.name} is enabled, with the password that it had\n`,
    ),
  );
  of(group, 'remove', 'End an account with all that is its own; says what goes, and asks first.')
    .option('--confirm <name>', 'name of the account, to confirm without being asked')
    .action((name: string, options: Json & { confirm?: string }) =>
      answer(
        context,
        options,
        (operation) => remove(context, operation, name, options.confirm),
        (account) => `${account.name} is removed\n`,
      ),
    );
}

function of(group: Command, name: string, description: string): Command {
  return group
    .command(name)
    .description(description)
    .argument('<name>', 'the account, such as max')
    .option('--json', 'print the answer as JSON');
}

async function remove(
  { progress }: Context,
  { stand, operator }: OperationContext,
  address: string,
  given: string | undefined,
): Promise<AccountDetails & { readonly kept: readonly KeptBackup[] }> {
  const found = await showAccount(stand, operator, address);
  const { name, rooms, sessions } = found;
  requireRemovable(stand, name);
  const kept = keptBackups(stand, new Date());
  progress.line(`${name} would go, with ${ownText(found)}`);
  for (const room of rooms) progress.line(`the room ${room} would go: nobody else owns it`);
  if (sessions.length > 0) progress.line(`its sessions would end: ${sessions.length}`);
  for (const line of keptLines(kept)) progress.line(line);
  await confirm(name, given);
  return { ...(await removeAccount(stand, operator, name)), kept };
}
