import { exitCodes, StandError } from '../controller/errors';
import { ask } from '../controller/question';

/**
 * Lets nobody lose data by a slip of the hand: a word has to be typed.
 * @param given what the command line has confirmed already
 * @throws StandError when another word, or none, was typed
 */
export async function confirm(word: string, given: string | undefined): Promise<void> {
  const typed = given ?? (await demand(`type ${word} to go on: `, word));
  if (typed.trim() === word) return;
  throw new StandError(
    `'${typed.trim()}' is not '${word}': nothing was changed`,
    exitCodes.invalid,
  );
}

async function demand(text: string, word: string): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new StandError(
      `nobody is here to confirm: nothing was changed; --confirm ${word} goes on`,
      exitCodes.invalid,
    );
  }
  return ask(text);
}
