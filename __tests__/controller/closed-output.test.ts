import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

test.each(['stdout', 'stderr'] as const)(
  'a program outlives whoever reads its %s',
  async (name) => {
    const program = `
    require('./controller/closed-output').ignoreClosedOutput();
    process.${name}.write('begun\\n');
    setTimeout(() => process.${name}.write('unheard\\n'), 300);
    setTimeout(() => process.exit(7), 600);
  `;
    const args = ['--require', './run-typescript.js', '--eval', program];
    const child = spawn(process.execPath, args, { cwd: join(__dirname, '..', '..') });
    child[name].once('data', () => child[name].destroy());
    const [code] = await once(child, 'exit');
    expect(code).toBe(7);
  },
);
