/** Repeats a check until it passes, for what needs a moment after a failure was caused. */
export async function eventually<Value>(
  check: () => Promise<Value>,
  seconds = 120,
): Promise<Value> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}
