import type { DataFolder, Service } from '../stand';

type Keeper = Pick<Service, 'data'>;

/**
 * The accounts that own what services keep, as a file of /etc/sysusers.d. Every host has all of them, so
 * that data belongs to the same account when a host is made anew. @see sysusers.d(5)
 */
export function accountsFile(services: readonly Keeper[]): string {
  return lines(services, ({ owner }) => {
    if (!owner) return [];
    const { name, id, description, home, shell = '/usr/sbin/nologin' } = owner;
    return [`u ${name} ${id} "${description}" ${home} ${shell}`];
  });
}

/** Owners and modes of what a host's services keep, as a file of /etc/tmpfiles.d. @see tmpfiles.d(5) */
export function dataFoldersFile(services: readonly Keeper[]): string {
  return lines(services, ({ path, owner, mode = '0755' }) => {
    if (!owner) return [];
    const { name, home, homeMode = '0755' } = owner;
    return [
      ...(path.startsWith(`${home}/`) ? [`d ${home} ${homeMode} ${name} ${name}`] : []),
      `d ${path} ${mode} ${name} ${name}`,
    ];
  });
}

function lines(services: readonly Keeper[], of: (folder: DataFolder) => string[]): string {
  const all = services.flatMap(({ data = [] }) => data.flatMap(of));
  return [...new Set(all)].map((line) => `${line}\n`).join('');
}
