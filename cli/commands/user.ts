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
import { keptBackups } from '../../operations/accounts/kept-backups';
import { accountsText, described, detailsText, keptLines, ownText } from '../accounts/texts';
import { confirm } from '../confirm';
import type { Context } from '../context';
import { type OperationContext, operate } from '../operations';

interface Json {
  readonly json?: boolean;
}

export function user(program: Command, context: Context): void {
  const group = program
    .command('user')
    .description(
      'Show accounts, shut and end them. `invite` makes them, their owners set passwords.',
    );
  const of = (name: string, description: string) =>
    group
      .command(name)
      .description(description)
      .argument('<name>', 'the account, such as max')
      .option('--json', 'print the answer as JSON');
  const answer = <Answer extends object>(
    json: boolean | undefined,
    work: (operation: OperationContext) => Promise<Answer>,
    text: (answer: Answer) => string,
  ) =>
    operate(context, async (operation) => {
      const done = await work(operation);
      const { stand } = operation;
      const report = { version: 1, stand: stand.name, ...done };
      process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : text(done));
    });

  group
    .command('list')
    .description('List all accounts: what each is, when it was seen, whether it is disabled.')
    .option('--json', 'print the answer as JSON')
    .action(({ json }: Json) =>
      answer(
        json,
        async ({ stand, operator }) => {
          const accounts = await listAccounts(stand, operator);
          return { accounts: accounts.map((account) => described(stand, account)) };
        },
        ({ accounts }) => accountsText(accounts),
      ),
    );
  of('show', 'Show an account: its sessions, and what it has.').action(
    (name: string, { json }: Json) =>
      answer(
        json,
        async ({ stand, operator }) => described(stand, await showAccount(stand, operator, name)),
        detailsText,
      ),
  );
  of('disable', 'Shut an account: its sessions end, and nobody logs in to it. It is kept.')
    .option('--reason <text>', 'why, which its owner is told', '')
    .action((name: string, { reason, json }: Json & { reason: string }) =>
      answer(
        json,
        async ({ stand, operator }) =>
          described(stand, await disableAccount(stand, operator, name, reason)),
        ({ name }) => `${name} is disabled; to open it again: ./stand user enable ${name}\n`,
      ),
    );
  of('enable', 'Open an account that is disabled.').action((name: string, { json }: Json) =>
    answer(
      json,
      async ({ stand, operator }) => described(stand, await enableAccount(stand, operator, name)),
      ({ name }) => `${name} is enabled, with the password that it had\n`,
    ),
  );
  of('remove', 'End an account with all that is its own; says what goes, and asks first.')
    .option('--confirm <name>', 'name of the account, to confirm without being asked')
    .action((name: string, options: Json & { confirm?: string }) =>
      answer(
        options.json,
        (operation) => remove(context, operation, name, options.confirm),
        ({ name }) => `${name} is removed\n`,
      ),
    );
}

async function remove(
  { progress }: Context,
  { stand, operator }: OperationContext,
  address: string,
  given: string | undefined,
): Promise<AccountDetails & { kept: ReturnType<typeof keptBackups> }> {
  const found = await showAccount(stand, operator, address);
  const { name, rooms, sessions } = found;
  requireRemovable(stand, name);
  const kept = keptBackups(stand, new Date());
  progress.line(`${name} would go, with ${ownText(found)}`);
  for (const room of rooms) progress.line(`the room ${room} would go: nobody else owns it`);
  if (sessions.length > 0) progress.line(`${sessions.length} sessions would end`);
  for (const line of keptLines(kept)) progress.line(line);
  await confirm(name, given);
  return { ...(await removeAccount(stand, operator, name)), kept };
}
