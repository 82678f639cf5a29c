import { createInterface } from 'node:readline/promises';

/** Asks whoever sits at the terminal. @returns the answer; empty where nobody does */
export async function ask(question: string): Promise<string> {
  if (!process.stdin.isTTY) return '';
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(question);
  terminal.close();
  return answer.trim();
}
