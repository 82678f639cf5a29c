import { capture, run } from '../../machine/process';

const shell = (script: string) => ['-c', script] as const;

test('a program’s lines on both streams are collected, with its exit code', async () => {
  const { code, lines } = await capture('sh', shell('echo out; echo err >&2; exit 3'));
  expect(code).toBe(3);
  expect(lines.sort()).toEqual(['err', 'out']);
});

test('a program gets the environment that is given besides this one', async () => {
  const env = { STAND_TEST: 'given' };
  const { lines } = await capture('sh', shell('echo "$STAND_TEST ${PATH:+too}"'), { env });
  expect(lines).toEqual(['given too']);
});

test('a program runs in the folder that is given', async () => {
  expect((await capture('pwd', [], { cwd: '/' })).lines).toEqual(['/']);
});

test('a program that a signal ends has failed', async () => {
  expect(await run('sh', shell('kill -TERM $$'), { onLine: () => {} })).toBeGreaterThan(127);
});

test('a program that is not there is an error', async () => {
  await expect(capture('/no/such/program', [])).rejects.toThrow('/no/such/program');
});
