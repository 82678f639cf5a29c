import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../../test-stand/checkout';
import { execute, plainEnvironment, type Result } from '../../../test-stand/stand';

const stack = join(root, 'cdktf.out', 'stacks', 'stand');
const terraform = join(root, 'node_modules', '.bin', 'terraform');

/** Whether the engine is one that encrypts states. */
export const isOpenTofu = execFileSync(terraform, ['version'], {
  env: plainEnvironment(),
  encoding: 'utf8',
}).startsWith('OpenTofu');

/** Runs the engine as a person would, in the folder of the stack; its input says yes to anything. */
export function engine(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Result> {
  return execute('env', [`--chdir=${stack}`, terraform, ...args], { input: 'yes\n' }, env);
}

/** The engine in the middle of an `apply`, waiting for a word: it holds the state's lock. */
export async function holdLock(env: NodeJS.ProcessEnv): Promise<{ kill(): void }> {
  const holder = spawn(terraform, ['apply', '-no-color'], { cwd: stack, env, detached: true });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const take = (text: string) => {
      said += text;
      if (said.includes('Enter a value:')) resolve();
    };
    holder.stdout.setEncoding('utf8').on('data', take);
    holder.stderr.setEncoding('utf8').on('data', take);
    holder.on('close', () => reject(new Error(`the engine did not ask:\n${said}`)));
  });
  return { kill: () => process.kill(-(holder.pid as number), 'SIGKILL') };
}
