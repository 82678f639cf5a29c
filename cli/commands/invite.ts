import { type Command, Option } from 'commander';
import { exitCodes, StandError } from '../../controller/errors';
import { invite as inviteSomebody, listLinks, retract } from '../../operations/accounts/invites';
import { answer, type Json } from '../accounts/answer';
import { lifetime, usualLifetime } from '../accounts/lifetime';
import { qrCodes } from '../accounts/qr-code';
import { linksText, linkText } from '../accounts/texts';
import type { Context } from '../context';

interface Options extends Json {
  readonly expires: number;
  readonly qr?: boolean;
  readonly list?: boolean;
  readonly retract?: string;
}

export function invite(program: Command, context: Context): void {
  program
    .command('invite')
    .description('Print a link by which somebody makes an account, once; shows and retracts links.')
    .argument('[name]', 'name that is proposed for the account (default: the guest chooses)')
    .option(
      '--expires <time>',
      'how long the link is good for, such as 12h',
      lifetime,
      usualLifetime,
    )
    .option('--qr', 'draw its QR code (default: in a terminal, where qrencode is installed)')
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
