import { type Command, Option } from 'commander';
import { exitCodes, StandError } from '../../controller/errors';
import { invite as inviteSomebody, listLinks, retract } from '../../operations/accounts/invites';
import { answer } from '../accounts/answer';
import { type LinkOptions, withLinkOptions } from '../accounts/link-options';
import { qrCodes } from '../accounts/qr-code';
import { linksText, linkText } from '../accounts/texts';
import type { Context } from '../context';

interface Options extends LinkOptions {
  readonly list?: boolean;
  readonly retract?: string;
}

export function invite(program: Command, context: Context): void {
  const command = program
    .command('invite')
    .description('Print a link by which somebody makes an account, once; shows and retracts links.')
    .argument('[name]', 'name that is proposed for the account (default: the guest chooses)');
  withLinkOptions(command)
    .addOption(new Option('--list', 'list the links that were made').conflicts('retract'))
    .option('--retract <link>', 'end what a link is good for')
    .option('--json', 'print the answer as JSON')
    .action((name: string | undefined, options: Options) => {
      if (options.list || options.retract !== undefined) requireNoName(name);
      if (options.list)
        return answer(
          context,
          options,
          async ({ stand, operator }) => ({ links: await listLinks(stand, operator) }),
          ({ links }) => linksText(links),
        );
      if (options.retract !== undefined) {
        const link = options.retract;
        return answer(
          context,
          options,
          ({ stand, operator }) => retract(stand, operator, link),
          () => 'the link is good for nothing any more\n',
        );
      }
      const draw = qrCodes(options.qr ?? false);
      return answer(
        context,
        options,
        ({ stand, operator }) => inviteSomebody(stand, operator, name, options.expires),
        (made) => linkText(made, 'makes an account', draw),
      );
    });
}

function requireNoName(name: string | undefined): void {
  if (name === undefined) return;
  throw new StandError(`no name goes with --list and --retract; got '${name}'`, exitCodes.invalid);
}
