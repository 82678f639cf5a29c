import { changeSettings } from '../test-stand/checkout';
import { hostNames } from '../test-stand/hosts';
import setUp from '../test-stand/set-up';
import { execute, ssh, succeed } from '../test-stand/stand';
import tearDown from '../test-stand/tear-down';
import { formatSeconds, type Measurement, seconds } from './timing';

/** Proportional share of every process in the memory of its host, in KiB. @see proc_pid_smaps(5) */
const memoryCommand =
  "sudo sh -c 'cat /proc/[0-9]*/smaps_rollup 2>/dev/null' | awk '/^Pss:/ { sum += $2 } END { print sum }'";

/** Deploys the shipped stand from a copy of this checkout and measures what an administrator waits for. */
export async function measureStand(): Promise<Measurement[]> {
  await setUp();
  try {
    return [
      await timed('`./stand up`, toolchain, image and packages at hand', '2 min', () => up()),
      await timed('`./stand up`, nothing changed', '3 s', () => up()),
      await timed('`npx cdktf deploy`, nothing changed', undefined, deploy),
      await timed('`./stand diff`', undefined, () => succeed(['diff'])),
      await timed('`./stand up`, one setting of ejabberd changed', '12 s', changeSetting),
      await timed('`./stand up --converge`, nothing changed', '60 s', () => up('--converge')),
      await timed('`./stand diff --hosts`', '60 s', () => succeed(['diff', '--hosts'])),
      ...(await memory()),
      await timed('`./stand down`', undefined, () => succeed(['down'])),
    ];
  } finally {
    await tearDown();
  }
}

async function timed(
  what: string,
  goal: string | undefined,
  action: () => Promise<unknown>,
): Promise<Measurement> {
  const value = formatSeconds(await seconds(action));
  process.stderr.write(`  ${what}: ${value}\n`);
  return { what, value, goal };
}

const up = (...options: string[]) => succeed(['up', ...options]);

async function deploy(): Promise<void> {
  const { code, stderr } = await execute('npx', ['cdktf', 'deploy', '--auto-approve']);
  if (code !== 0) throw new Error(`cdktf deploy ended with ${code}:\n${stderr}`);
}

async function changeSetting(): Promise<void> {
  changeSettings({ ejabberd: { ejabberd_upload_max_size: 52_428_800 } });
  await up();
}

async function memory(): Promise<Measurement[]> {
  const used: number[] = [];
  for (const host of hostNames) used.push(Number(await ssh(host, memoryCommand)) / 1024);
  const total = used.reduce((sum, one) => sum + one, 0);
  return [
    ...hostNames.map((host, index) => ({
      what: `Memory of ${host}'s processes`,
      value: `${Math.round(used[index] as number)} MiB`,
    })),
    { what: 'Memory of all hosts', value: `${(total / 1024).toFixed(1)} GiB`, goal: '1.3 GiB' },
  ];
}
