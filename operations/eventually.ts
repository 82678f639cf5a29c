/**
 * Repeats an attempt until it succeeds.
 * @param pause milliseconds between two attempts
 * @throws its last error after the time
 */
export async function eventually<Value>(
  seconds: number,
  attempt: () => Promise<Value>,
  pause = 500,
): Promise<Value> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
