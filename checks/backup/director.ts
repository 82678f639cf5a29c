import { backupPools } from '../../model/backups/jobs';
import { backupHost } from '../../model/services/bacula-client';
import type { Stand } from '../../model/stand';
import type { Probe } from '../probe';
import type { Tools } from '../tools';
import { console, readCatalog } from './catalog';

export function directorProbe(stand: Stand, tools: Tools): Probe {
  const host = backupHost(stand);
  return {
    group: 'backup',
    name: "Bacula's director",
    expected: 'the console can log in',
    next: console(stand, 'status director'),
    run: async () => ({ ok: true, saw: String(await tools.ask(host, 'bacula_director.py')) }),
  };
}

export function catalogProbe(stand: Stand, tools: Tools): Probe {
  const described = backupPools(stand.backups).map(({ name }) => name);
  return {
    group: 'backup',
    name: "Bacula's catalog",
    expected: 'it has every described pool and no orphaned records',
    next: `./stand ssh ${backupHost(stand).name} -- sudo -u bacula dbcheck -b -c /etc/bacula/bacula-dir.conf`,
    run: async () => {
      const { pools, orphans } = await readCatalog(stand, tools);
      const missing = described.filter((name) => !pools.some((pool) => pool.name === name));
      const found = missing.length > 0 ? `missing: ${missing.join(', ')}` : 'all pools';
      const saw = `${found}; orphaned records: ${orphans}`;
      return { ok: missing.length === 0 && orphans === 0, saw };
    },
  };
}
