import { type Command, Option } from 'commander';
import { type BackupKind, backupKinds, makeBackups } from '../../operations/backup';
import { findingsText } from '../../operations/finding';
import type { Context } from '../context';
import { finishReport, operate, reportHead } from '../operations';

interface Options {
  readonly only: readonly BackupKind[];
  readonly full?: boolean;
  readonly json?: boolean;
}

export function backup(program: Command, context: Context): void {
  program
    .command('backup')
    .description('Back up the database and the files of all hosts now.')
    .addOption(
      new Option('--only <kind...>', 'back up only these')
        .choices(backupKinds)
        .default([...backupKinds]),
    )
    .option('--full', 'copy everything, not only what changed since the last full backup')
    .option('--json', 'print the report as JSON')
    .action(({ only, full = false, json }: Options) =>
      operate(context, async ({ stand, operator }) => {
        const start = new Date();
        const findings = await makeBackups(stand, operator, only, full);
        const ok = findings.every((finding) => finding.ok);
        const report = { ...reportHead(stand, 'backup', start, ok), findings };
        finishReport(context, report, json, () => findingsText(findings));
      }),
    );
}
