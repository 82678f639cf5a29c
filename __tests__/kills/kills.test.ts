import { readdirSync, readFileSync } from 'node:fs';
import { hostNames } from '../../test-stand/hosts';
import { leftovers } from '../../test-stand/leftovers';
import { stand, succeed, tell, unchanged, up } from '../../test-stand/stand';
import { eventually } from '../e2e/support/eventually';
import { type Kept, keepSomething, kept, stillKept } from '../e2e/support/kept';
import { expectSound } from '../e2e/support/sound';
import { itUnlessKept } from '../support/unless-kept';
import { type Kill, killsOf, type Victim } from './moments';

const seed = Number(process.env.STAND_KILLS_SEED ?? 1);

/** Seconds that the deployments here take when nobody kills them. */
const duration = 60;

const programs: Record<Victim, RegExp | undefined> = {
  'the command': undefined,
  'all of it': undefined,
  'the engine': /^[^\0]*\/(terraform|tofu)\0/,
  Ansible: /ansible-playbook/,
};

/** Process ids of a group whose command line is like this. */
function membersOf(group: number, like: RegExp): number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const [, , own] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8');
      return Number(own) === group && like.test(command) ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}

/** A deployment of everything that is killed. @returns what it had said */
async function killed({ victim, after, host }: Kill): Promise<string> {
  const { stderr } = await stand(['up', '--converge', '--replace', host], {
    onStart: (pid) => {
      setTimeout(() => {
        const like = programs[victim];
        if (like) for (const one of membersOf(pid, like)) process.kill(one, 'SIGKILL');
        else process.kill(victim === 'all of it' ? -pid : pid, 'SIGKILL');
      }, after * 1000).unref();
    },
  });
  return stderr;
}

describe(`deployments that are killed at ten moments (seed ${seed})`, () => {
  let moment: number;
  let before: Kept;

  beforeAll(async () => {
    await up();
    await keepSomething();
    moment = Math.floor(Date.now() / 1000);
    before = await kept(moment);
  });

  it.each(killsOf(seed, 10, hostNames, duration))(
    '$victim, after $after s, while $host is made anew: the next `up` goes on, and nothing is lost',
    async (kill) => {
      const said = (await killed(kill)).trim().split('\n');
      tell(`${kill.victim} after ${kill.after} s: ${said.at(-1)}`);
      await eventually(async () => succeed(['up']), 300);
      expect((await up()).stderr).toContain(unchanged);
      await eventually(async () => expect(await kept(moment)).toEqual(stillKept(before)), 120);
    },
  );

  it('end with a stand that is sound', async () => {
    await expectSound(300);
  });

  itUnlessKept('leave nothing behind that `down` does not take away', async () => {
    await succeed(['down']);
    expect(leftovers()).toEqual([]);
  });
});
