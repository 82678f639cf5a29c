/** Repeats an attempt, half a second apart, until it succeeds. @throws its last error after the time */
export async function eventually<Value>(
  seconds: number,
  attempt: () => Promise<Value>,
): Promise<Value> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}
