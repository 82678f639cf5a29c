import { exitCodes, StandError } from '../controller/errors';
import { ask } from '../controller/question';

/**
 * Guards against losing data by accident: the user must type a word.
 * @param given the word, if the command line has it already
 * @throws StandError when another word, or none, was typed
 */
export async function confirm(word: string, given: string | undefined): Promise<void> {
  const typed = given ?? (await askFor(`type ${word} to continue: `, word));
  if (typed.trim() === word) return;
  throw new StandError(
    `confirmation must be '${word}'; got '${typed.trim()}'; nothing was changed`,
    exitCodes.invalid,
  );
}

async function askFor(text: string, word: string): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new StandError(
      `confirmation needs a terminal or --confirm ${word}; nothing was changed`,
      exitCodes.invalid,
    );
  }
  return ask(text);
}
