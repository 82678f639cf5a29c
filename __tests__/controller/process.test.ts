import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { capture, run } from '../../controller/process';

const shell = (script: string) => ['-c', script] as const;

test('what a program warns of is no part of its answer, but shown to people', async () => {
  const { code, lines, output } = await capture('sh', shell('echo out; echo err >&2; exit 3'));
  expect(code).toBe(3);
  expect(lines).toEqual(['out']);
  expect([...output].sort()).toEqual(['err', 'out']);
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

/**
 * A program of its own that runs a shell's script and tells how that ended.
 * @param signal what it gets at the script's first word, by when it has long been listening
 */
async function runElsewhere(script: string, signal: NodeJS.Signals): Promise<string> {
  const program = `
    const { run, wasInterrupted } = require('./controller/process');
    run('sh', ['-c', ${JSON.stringify(script)}])
      .then((code) => console.log('ended', code, wasInterrupted()));
  `;
  const args = ['--require', './run-typescript.js', '--eval', program];
  const child = spawn(process.execPath, args, { cwd: join(__dirname, '..', '..') });
  let output = '';
  child.stdout.on('data', (text) => {
    if (output === '') child.kill(signal);
    output += text;
  });
  await once(child, 'close');
  return output;
}

test.each(['SIGTERM', 'SIGHUP'] as const)(
  '%s, which ends this program, ends the one that it runs first',
  async (signal) => {
    // As the engine does, which writes down what it has done.
    const script = 'trap "exit 3" TERM; sleep 0.3; echo begun; sleep 2 & wait';
    expect(await runElsewhere(script, signal)).toBe('begun\nended 3 true\n');
  },
  // Beside emulated machines a program takes seconds to begin.
  30_000,
);

test('a program that is interrupted by the terminal ends in its own time', async () => {
  expect(await runElsewhere('sleep 0.3; echo begun; sleep 0.5; exit 7', 'SIGINT')).toBe(
    'begun\nended 7 true\n',
  );
}, 30_000);
