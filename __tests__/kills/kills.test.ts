import { exitCodes } from '../../controller/errors';
import { hostNames } from '../../test-stand/hosts';
import { leftovers } from '../../test-stand/leftovers';
import { type Result, stand, succeed, tell, unchanged, up } from '../../test-stand/stand';
import { eventually } from '../e2e/support/eventually';
import { type Kept, keepSomething, kept, stillKept } from '../e2e/support/kept';
import { account, deliver } from '../e2e/support/services/xmpp';
import { expectSound } from '../e2e/support/sound';
import { itUnlessKept } from '../support/unless-kept';
import { deployment, killed } from './killed';
import { killsOf } from './moments';

const seed = Number(process.env.STAND_KILLS_SEED ?? 1);

/** Seconds that a deployment takes when nobody kills it; measured where it is not said. */
let duration = Number(process.env.STAND_KILLS_SECONDS ?? 0);

const secondsSince = (start: number) => Math.round((Date.now() - start) / 1000);

/** Lets somebody say something. @returns what services keep then, and when that was */
async function keepMore(body: string): Promise<{ moment: number; before: Kept }> {
  const [sender, receiver] = [
    account('admin', 'e1server', 'direct TLS'),
    account('max', 'e2server', 'direct TLS'),
  ];
  await deliver([{ sender, receiver, body, offline: false }]);
  const moment = Math.ceil(Date.now() / 1000);
  return { moment, before: await kept(moment) };
}

/** The next `up`: only what is at work still may keep it waiting. */
function next(): Promise<Result> {
  return eventually(async () => {
    const result = await stand(['up']);
    if (result.code === exitCodes.busy) throw new Error(result.stderr);
    return result;
  }, 300);
}

describe(`deployments that are killed at ten moments (seed ${seed})`, () => {
  beforeAll(async () => {
    await up();
    await keepSomething();
    await succeed(['backup']);
    const { before } = await keepMore('before all of them');
    expect(before).toMatchObject({ hasMetrics: true, silences: expect.arrayContaining(['kept']) });
    for (const what of [before.files, before.backups, before.jobs])
      expect(what).not.toHaveLength(0);
    const start = Date.now();
    if (!duration) await succeed(deployment('e1server'));
    duration ||= secondsSince(start);
    tell(`a deployment that nobody kills: ${duration} s`);
  });

  it.each(killsOf(seed, 10, hostNames))(
    'moment $number: $victim, $percent % on its way, while $host is made anew: the next `up` goes on, and nothing is lost',
    async (kill) => {
      const { number, victim, percent, host } = kill;
      const { moment, before } = await keepMore(`before moment ${number}`);
      const { code, at, said } = await killed(kill, (duration * percent) / 100);
      expect(at).toBeDefined();
      expect(code).not.toBe(0);
      const start = Date.now();
      const continued = await next();
      const seconds = secondsSince(start);
      if (continued.code !== 0) throw new Error(`the next up:\n${continued.stderr}`);
      expect((await up()).stderr).toContain(unchanged);
      await eventually(async () => expect(await kept(moment)).toEqual(stillKept(before)), 120);
      const [changed] = /\d+ added, \d+ changed, \d+ removed/.exec(continued.stderr) ?? [];
      const cells = [number, victim, host, Math.round(at as number), said, changed, seconds, 'yes'];
      tell(`| ${cells.join(' | ')} |`);
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
