import type { Size } from '../description/config';
import type { Fault } from '../description/faults/faults';

export const defaultSize: Size = { memoryMiB: 1024, vcpus: 1, diskGiB: 10, dataGiB: 20 };

/** @param where the host, or the stand's own default, whose size it is */
export function sizeFaults(where: string, size: Partial<Size> = {}): Fault[] {
  const { memoryMiB, vcpus, diskGiB, dataGiB } = { ...defaultSize, ...size };
  const faults: Fault[] = [];
  if (!Number.isInteger(memoryMiB) || memoryMiB < 256) {
    const what = `memoryMiB must be a whole number from 256; got ${memoryMiB}`;
    faults.push({ where, what, remedy: 'give it 256 MiB or more' });
  }
  if (!Number.isInteger(vcpus) || vcpus < 1) {
    const what = `vcpus must be a whole number from 1; got ${vcpus}`;
    faults.push({ where, what, remedy: 'give it at least one' });
  }
  for (const [key, gib] of Object.entries({ diskGiB, dataGiB })) {
    if (Number.isInteger(gib) && gib >= 4) continue;
    const what = `${key} must be a whole number from 4; got ${gib}`;
    faults.push({ where, what, remedy: 'give it 4 GiB or more' });
  }
  return faults;
}
