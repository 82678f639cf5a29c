import { stanza } from '../../model/services/pgbackrest';
import type { Stand } from '../../model/stand';
import { hostsOf } from '../../model/topology/groups';
import { age } from '../amounts';
import type { Probe } from '../probe';
import type { Tools } from '../tools';
import { primaryOf } from './cluster';

/** One is made each day; an alert is raised at the same age. */
const oldestHours = 26;

/** See guest/archive.py. */
interface Archive {
  readonly complaint: string;
  readonly failing: boolean;
  readonly late: number;
  /** Seconds since 1970. */
  readonly archived: number | null;
}

/** Whether WAL reaches the repository, and base backups are made; nothing where there is none. */
export function archiveProbes(stand: Stand, tools: Tools): Probe[] {
  if (!stand.services.some(({ name }) => name === 'pgbackrest')) return [];
  const onPrimary = async (script: string) =>
    tools.ask(await primaryOf(stand, tools), script, stanza);
  const archive = async () => (await onPrimary('archive.py')) as Archive;
  const hosts = hostsOf(stand, 'psqlserver').map(({ name }) => name);
  const pgbackrest = (host: string, command: string) =>
    `./stand ssh ${host} -- 'cd / && sudo -u postgres pgbackrest --stanza=${stanza} ${command}'`;
  return [
    {
      group: 'database',
      name: 'pgbackrest check',
      expected: 'a segment of WAL written now reaches the repository',
      // A replica says that it is none that could be checked.
      next: `for host in ${hosts.join(' ')}; do ${pgbackrest('$host', 'check')}; done`,
      run: async () => {
        const { complaint } = await archive();
        return { ok: complaint === '', saw: complaint || 'it was archived' };
      },
    },
    {
      group: 'database',
      name: 'archive of WAL',
      expected: 'the last segment was archived, and none waits for more than a minute',
      next: pgbackrest(`${hosts[0]}`, 'info'),
      run: async () => {
        const { failing, late, archived } = await archive();
        const last = archived === null ? 'none archived' : `the last one ${age(archived)} ago`;
        const saw = `${last}${failing ? ', another failed since' : ''}, ${late} late`;
        return { ok: !failing && late === 0 && archived !== null, saw };
      },
    },
    {
      group: 'database',
      name: 'newest base backup',
      expected: `less than ${oldestHours} h old`,
      next: `./stand ssh ${hosts[0]} -- systemctl list-timers 'pgbackrest-*'`,
      run: async () => {
        const newest = ((await onPrimary('base_backups.py')) as Backup[]).at(-1);
        if (!newest) return { ok: false, saw: 'there is none' };
        const hours = (Date.now() / 1000 - newest.end) / 3600;
        return { ok: hours < oldestHours, saw: `${newest.label}, ${age(newest.end)} old` };
      },
    },
  ];
}

/** See guest/base_backups.py. */
interface Backup {
  readonly label: string;
  /** Seconds since 1970. */
  readonly end: number;
}
