import { unchanged, up } from '../../../test-stand/stand';
import { check, failedOf } from './check';
import { eventually } from './eventually';

/** Expects that every probe holds. @param seconds that alerts of what happened before may last */
export function expectSound(seconds = 180): Promise<void> {
  return eventually(async () => expect(failedOf(await check())).toEqual([]), seconds);
}

/** Expects a stand as described, on which every probe holds. */
export async function expectSettled(): Promise<void> {
  expect((await up()).stderr).toContain(unchanged);
  await expectSound();
}
