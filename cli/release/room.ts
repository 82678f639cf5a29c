import type { Room } from '../../lab/data-copies';
import { attempt, type Finding } from '../../operations/finding';

/** MiB that must stay free beside a copy of the data: a host's own files, and an image. */
const besidesMiB = 4096;

/** Whether there is the room that copies take. */
export function roomFinding(asked: Promise<readonly Room[]>): Promise<Finding> {
  return attempt('there is room for a copy of the data', async () => {
    const rooms = await asked;
    return {
      saw: rooms
        .map(({ where, needed, free }) => `${needed} MiB of data, ${free} MiB free in ${where}`)
        .join('; '),
      faults: rooms
        .filter(({ needed, free }) => free <= needed + besidesMiB)
        .map(
          ({ where, needed, free }) =>
            `${needed + besidesMiB} MiB are needed in ${where}; ${free} MiB are free`,
        ),
    };
  });
}
