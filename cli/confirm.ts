import { exitCodes, StandError } from '../controller/errors';
import { ask } from '../controller/question';

/**
 * Guards against losing data by accident: a word must be typed.
 * @param given what the command line has already confirmed
 * @throws StandError when another word, or none, was typed
 */
export async function confirm(word: string, given: string | undefined): Promise<void> {
  const typed = given ?? (await demand(`type ${word} to continue: `, word));
  if (typed.trim() === word) return;
  throw new StandError(
    `confirmation must be '${word}'; got '${typed.trim()}'; nothing was changed`,
    exitCodes.invalid,
  );
}

async function demand(text: string, word: string): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new StandError(
      `there is no terminal to confirm on, and nothing was changed; pass --confirm ${word}`,
      exitCodes.invalid,
    );
  }
  return ask(text);
}
