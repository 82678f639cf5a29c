import { availableParallelism } from 'node:os';

/**
 * Works on all items, as many at a time as there are processors. After a failure no more is begun in that lane.
 * @returns what came of each, in their order
 * @throws the first lane's failure, once all lanes have ended
 */
export async function inLanes<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = [...items.entries()];
  const lane = async (): Promise<void> => {
    const next = waiting.shift();
    if (next === undefined) return;
    const [index, item] = next;
    results[index] = await work(item);
    return lane();
  };
  const lanes = Array.from({ length: availableParallelism() }, lane);
  await Promise.allSettled(lanes);
  await Promise.all(lanes);
  return results;
}
