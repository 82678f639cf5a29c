import { stand } from '../../../test-stand/stand';

/** `up`, killed with everything it started as soon as it says this. @returns what it had said */
export async function upKilledAt(line: RegExp): Promise<string> {
  const { code, stderr } = await stand(['up'], {
    onProgress: (text, kill) => {
      if (line.test(text)) kill();
    },
  });
  expect(stderr).toMatch(line);
  expect(stderr).not.toMatch(/✗/);
  expect(code).toBeNull();
  return stderr;
}
