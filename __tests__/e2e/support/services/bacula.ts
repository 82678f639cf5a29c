import { ssh } from '../../../../test-stand/stand';
import { eventually } from '../eventually';

const director = 'bk1server';

/** Types commands into Bacula's console. @returns all that it says */
export function bconsole(...commands: string[]): Promise<string> {
  return ssh(director, 'sudo bconsole', [...commands, 'quit', ''].join('\n'));
}

/** Rows of one of bconsole's long listings, with the digits of its numbers put together. */
export async function longList(command: string): Promise<Record<string, string>[]> {
  const blocks = (await bconsole(command)).split(/\n\s*\n/);
  const rows = blocks.map((block) =>
    Object.fromEntries(
      [...block.matchAll(/^ *(\w+): (.*)$/gm)].map(([, key, value = '']) => [
        key?.toLowerCase(),
        /^[\d,]+$/.test(value) ? value.replaceAll(',', '') : value,
      ]),
    ),
  );
  return rows.filter(({ name }) => name !== undefined);
}

export interface JobRun {
  readonly id: number;
  readonly log: string;
  /** How its last try ended, such as `Backup OK`. */
  readonly termination: string;
  readonly volume: string;
}

/** Runs a job that needs no answers, and waits until it has ended, or failed and may be tried again. */
export async function runJob(command: string): Promise<JobRun> {
  // The schedule may have begun the same job, and that may wait five minutes for its next try.
  const id = await eventually(async () => {
    const said = await bconsole(`${command} yes`);
    const [, number] = /JobId=(\d+)/.exec(said) ?? [];
    if (!number) throw new Error(`bconsole did not take '${command}':\n${said}`);
    return number;
  }, 330);
  return eventually(async () => {
    const log = await bconsole(`list joblog jobid=${id}`);
    const termination = [...log.matchAll(/Termination: +([^|\n]*)/g)].at(-1)?.[1]?.trim();
    if (!termination) throw new Error(`job ${id} has not ended:\n${log}`);
    const volume = /Volume name\(s\): +(\S+)/.exec(log)?.[1] ?? '';
    return { id: Number(id), log, termination, volume };
  });
}

/** Dumps ejabberd's database. @returns the host it was taken from, after what that is of PostgreSQL */
export async function dumpedFrom(): Promise<string | undefined> {
  const { log, termination } = await runJob('run job=psql2-dump-Job level=Incremental');
  expect(termination).toBe('Backup OK');
  return /dumped ejabberd-domain-local from the (\w+ \w+)\./.exec(log)?.[1];
}

/** Files on a volume, read from the volume itself. */
export async function filesOn(volume: string): Promise<string[]> {
  const command = `sudo bls -c /etc/bacula/bacula-sd.conf -V ${volume} FileStorage-1`;
  const lines = (await ssh(director, command)).split('\n');
  return lines.flatMap((line) => / (\/\S+)( -> .*)?$/.exec(line)?.[1] ?? []);
}

/** Brings a file of a host back to the backup host. @returns where it lies there */
export async function restore(client: string, file: string): Promise<string> {
  const which = `client=${client} restoreclient=${director}-fd restorejob=MyRestoreFiles`;
  const { termination, log } = await runJob(`restore ${which} file=${file} done`);
  if (termination !== 'Restore OK') throw new Error(log);
  return `/bacula-restores${file}`;
}
