import type { Stand } from '../../model/stand';
import type { Probe } from '../probe';
import type { Tools } from '../tools';
import { catalogProbe, directorProbe } from './director';
import { jobProbes } from './jobs';
import { spaceProbes } from './space';
import { volumeProbes } from './volumes';

/** Bacula's director, jobs and volumes, and the room for more. */
export function backupProbes(stand: Stand, tools: Tools): Probe[] {
  if (!stand.services.some(({ name }) => name === 'bacula_director')) return [];
  return [
    directorProbe(stand, tools),
    catalogProbe(stand, tools),
    ...jobProbes(stand, tools),
    ...volumeProbes(stand, tools),
    ...spaceProbes(stand, tools),
  ];
}
