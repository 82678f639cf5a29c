/** Errors of a pipe without a reader and of a closed terminal. */
const closed = ['EPIPE', 'EIO'];

/** Keeps this program running when its output is no longer read: ending would kill the engine midway. */
export function ignoreClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (!closed.includes(error.code ?? '')) throw error;
    });
  }
}
