import { stand, type Whom } from '../../../test-stand/stand';

/** `up`, killed as soon as it says this. @returns what it had said */
export async function upKilledAt(line: RegExp, whom?: Whom): Promise<string> {
  const { code, stderr } = await stand(['up'], {
    onProgress: (text, kill) => {
      if (line.test(text)) kill('SIGKILL', whom);
    },
  });
  expect(stderr).toMatch(line);
  expect(stderr).not.toMatch(/✗/);
  expect(code).toBeNull();
  return stderr;
}
