import { type Command, Option } from 'commander';
import { exitCodes, StandError } from '../../controller/errors';
import { zoneFragment } from '../../model/dns/zone';
import { hostsOf } from '../../model/topology/groups';
import { describedStand } from '../config';
import type { Context } from '../context';
import { dnsReport, dnsTable } from '../dns/report';

interface Options {
  readonly zone?: boolean;
  readonly json?: boolean;
}

export function dns(program: Command, { paths }: Context): void {
  program
    .command('dns')
    .description(
      'Print the DNS records by which clients and other servers find the stand, and why.',
    )
    .addOption(new Option('--zone', "print them as a part of a zone's file").conflicts('json'))
    .option('--json', 'print them as JSON; see docs/reference/dns.schema.json')
    .action(({ zone, json }: Options) => {
      const stand = describedStand(paths);
      if (hostsOf(stand, 'ejserver').length === 0) {
        const what = 'no host has the role ejabberd; records lead to hosts that do';
        throw new StandError(`${what}: give it to one in stand.config.ts`, exitCodes.invalid);
      }
      const report = dnsReport(stand);
      if (zone) process.stdout.write(zoneFragment(stand));
      else process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : dnsTable(report));
    });
}
