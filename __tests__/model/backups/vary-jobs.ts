import { buildStand } from '../../../model/build-stand';
import { shipped, vary } from '../../fixtures';

export const { backups } = buildStand(shipped);

/** The shipped stand with jobs added, or changed. */
export function varyJobs(jobs: object, config = shipped) {
  return vary({ backups: { ...backups, jobs: { ...backups.jobs, ...jobs } } }, config);
}

/** A job that can be added. */
export const etc = { host: 'e1server', fileset: 'fs', plan: 'monthly' };
