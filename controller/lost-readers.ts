/** Of a pipe that nobody reads any more, and of a terminal that was closed. */
const lost = ['EPIPE', 'EIO'];

/** Goes on when nobody reads what this program says: it would leave the engine to die in the middle. */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (!lost.includes(error.code ?? '')) throw error;
    });
  }
}
