import { existsSync, statfsSync } from 'node:fs';
import { hostImage } from '../../images/host-image';
import { sizeOfData } from '../../lab/data-copies';
import type { Stand } from '../../model/stand';
import { attempt, type Finding } from '../../operations/finding';
import type { Context } from '../context';
import { unfittingDatabases } from '../guard/kept-databases';
import { faultsOf } from './soundness';

/** MiB that must stay free beside a copy of the data: a host's own files, and an image. */
const besidesMiB = 4096;

/** Seconds that hosts are away where nothing is known of this machine. */
const usualSeconds = 240;

/** MiB of data that are copied in a second, at least. */
const copiedMiB = 50;

/** What earlier changes took, by which the next is judged. */
export const durationOfChange = 'a change of release';

/** What must hold before a stand gets another release. */
export async function readiness(
  { paths, progress, place }: Context,
  stand: Stand,
): Promise<Finding[]> {
  const { codename } = stand.release;
  const size = await sizeOfData(paths);
  const { bavail, bsize } = statfsSync(paths.data);
  const free = Math.floor((bavail * bsize) / 2 ** 20);
  const seconds =
    progress.durations.of(durationOfChange) ?? usualSeconds + Math.ceil(size / copiedMiB);
  return Promise.all([
    attempt('the databases are of the described version of PostgreSQL', async () => {
      const others = unfittingDatabases(paths, stand);
      const remedy = 'set postgresqlVersion in stand.config.ts to that';
      return {
        saw: `PostgreSQL ${stand.postgresql.version} before and after`,
        faults: others.length === 0 ? [] : [`they are of another: ${others.join(', ')}; ${remedy}`],
      };
    }),
    attempt('every probe of ./stand check holds', async () => ({
      saw: 'all of them',
      faults: await faultsOf({ paths, place }),
    })),
    attempt('there is room for a copy of the data', async () => ({
      saw: `${size} MiB of data, ${free} MiB free`,
      faults:
        free > size + besidesMiB
          ? []
          : [`${size + besidesMiB} MiB are needed in ${paths.data}; ${free} MiB are free`],
    })),
    attempt(`the image of ${codename} can be had`, async () => ({
      saw: existsSync(hostImage(paths, stand).path)
        ? 'it is there'
        : 'it is built from packages, while the hosts serve',
    })),
    attempt('users are cut off for a while', async () => ({
      saw: `about ${Math.round(seconds)} s`,
    })),
  ]);
}
