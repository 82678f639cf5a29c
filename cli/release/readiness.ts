import { existsSync } from 'node:fs';
import { hostImage } from '../../images/host-image';
import type { Room } from '../../lab/data-copies';
import type { Stand } from '../../model/stand';
import { isEmulated } from '../../model/topology/emulation';
import { attempt, type Finding } from '../../operations/finding';
import type { Context } from '../context';
import {
  type Unfitting,
  unfitting,
  unfittingDatabases,
  unfittingNames,
} from '../guard/kept-databases';
import { copiesOf } from './copies-of';
import { askMachines } from './machine-answers';
import { roomFinding } from './room';
import { faultsOf } from './soundness';

/** Seconds that hosts are away where nothing is known of this machine. */
const usualSeconds = 240;

/** The same for each emulated one. */
const emulatedSeconds = 480;

/** MiB of data that are copied in a second, at least. */
const copiedMiB = 50;

/** What earlier changes took, by which the next is judged. */
export const durationOfChange = 'a change of release';

/** What must hold before a stand gets another release. */
export async function readiness(context: Context, stand: Stand): Promise<Finding[]> {
  const { paths, progress, place } = context;
  const { codename } = stand.release;
  const rooms = copiesOf(context, stand).rooms('make');
  const others = unfittingNow(context, stand);
  return Promise.all([
    attempt('the databases are of the described version of PostgreSQL', async () => {
      const names = unfittingNames(await others);
      const remedy = 'set postgresqlVersion in stand.config.ts to that';
      return {
        saw: `PostgreSQL ${stand.postgresql.version} before and after`,
        faults: names === '' ? [] : [`they are of another: ${names}; ${remedy}`],
      };
    }),
    attempt('every probe of ./stand check holds', async () => {
      // They ask for the described version.
      if ((await others).length > 0) return { saw: 'not asked yet', faults: [] };
      return { saw: 'all of them', faults: await faultsOf({ paths, place }) };
    }),
    roomFinding(rooms),
    attempt(`the image of ${codename} can be had`, async () => ({
      saw: existsSync(hostImage(paths, stand).path)
        ? 'it is there'
        : 'it is built from packages, which takes some minutes, while the hosts serve',
    })),
    attempt('users are cut off for a while', async () => {
      const known = progress.durations.of(durationOfChange);
      const seconds = known ?? expectedSeconds(stand, await rooms);
      return { saw: `about ${Math.round(seconds)} s` };
    }),
  ]);
}

function expectedSeconds(stand: Stand, rooms: readonly Room[]): number {
  const deployment = isEmulated(stand) ? emulatedSeconds * stand.hosts.length : usualSeconds;
  const size = rooms.reduce((sum, { needed }) => sum + needed, 0);
  return deployment + Math.ceil(size / copiedMiB);
}

/** As `unfittingDatabases`, also of machines, whose data nobody sees from outside. */
async function unfittingNow(context: Context, stand: Stand): Promise<Unfitting[]> {
  if (stand.hypervisor === 'lxc') return unfittingDatabases(context.paths, stand);
  const answers = await askMachines(context, stand);
  return unfitting(stand, ({ name }) => answers[name]?.clusters ?? []);
}
