import { createInterface } from 'node:readline/promises';

/** Asks the user a question. @returns the answer; empty where there is no terminal */
export async function ask(question: string): Promise<string> {
  if (!process.stdin.isTTY) return '';
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(question);
  terminal.close();
  return answer.trim();
}
