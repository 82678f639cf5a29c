import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { programsOnPath } from '../toolchain/search-path';
import { formatSeconds, type Measurement, seconds } from './timing';

const engines = ['terraform', 'tofu'];

/** Deploys a fresh clone of the last commit, by somebody who has no cache of anything. */
export async function measureFirstUp(): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'first-up-'));
  try {
    const without = withoutEngines(join(folder, 'bin'));
    const ways = [{ what: 'without Terraform', goal: '9 min', path: without }];
    if (engines.some((name) => programsOnPath(name).length > 0))
      ways.unshift({ what: 'with Terraform', goal: '5 min', path: process.env.PATH as string });
    const measured: Measurement[] = [];
    for (const { what, goal, path } of ways) {
      const value = await firstUp(join(folder, what.replace(' ', '-')), path);
      process.stderr.write(`  ${what}: ${formatSeconds(value)}\n`);
      measured.push({ what: `First \`./stand up\`, ${what}`, value: formatSeconds(value), goal });
    }
    return measured;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Seconds from the clone to the stand, which is taken down again. */
async function firstUp(folder: string, path: string): Promise<number> {
  const home = join(folder, 'home');
  const clone = join(folder, 'stand');
  mkdirSync(home, { recursive: true });
  execFileSync('git', ['clone', '--quiet', resolve(__dirname, '..'), clone]);
  const stand = (...args: string[]) => {
    const env = { ...process.env, HOME: home, PATH: path };
    const stdio = ['ignore', 2, 2] as const;
    const { status } = spawnSync('./stand', args, { cwd: clone, env, stdio: [...stdio] });
    if (status !== 0) throw new Error(`./stand ${args[0]} ended with ${status}`);
  };
  try {
    return await seconds(async () => stand('up', '--yes'));
  } finally {
    stand('down', '--lab');
  }
}

/** Programs on the PATH by name, the first of each name; with where they are. */
function programs(): [name: string, file: string][] {
  const folders = (process.env.PATH as string).split(delimiter);
  const found = new Map<string, string>();
  for (const folder of folders) {
    for (const name of entriesOf(folder)) if (!found.has(name)) found.set(name, join(folder, name));
  }
  return [...found];
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** A folder with all programs but the engines. @returns it */
function withoutEngines(folder: string): string {
  mkdirSync(folder);
  for (const [name, file] of programs()) {
    if (!engines.includes(name)) symlinkSync(file, join(folder, name));
  }
  return folder;
}
