import { join } from 'node:path';
import { Agent, agentArguments } from '../../../../controller/agent/agent';
import { bundle } from '../../../../controller/agent/bundle';
import type { Writes } from '../../../../drills/writers';
import { Lab } from '../../../../lab/lab';
import { paths, root } from '../../../../test-stand/checkout';
import type { HostName } from '../../../../test-stand/hosts';
import { ssh } from '../../../../test-stand/stand';
import { eventually } from '../eventually';

const folder = '/run/test-writer';

export interface Writing {
  /** Returns once so many more writes are acknowledged. */
  progress(count: number): Promise<void>;
  /** Ends it. @returns what became of all that was written */
  end(): Promise<Omit<Writes, 'through'>>;
}

/** Writes rows through a node's proxy until told to end, beside operations: in no unit of theirs. */
export function write(through: HostName): Writing {
  const [option, program] = agentArguments;
  const command = `sudo python3 ${option} '${program}'`;
  const agent = new Agent(new Lab(paths).inside(['ssh', '-F', paths.sshConfig, through, command]));
  const script = bundle(join(root, 'operations', 'guest', 'writer.py'));
  const argument = { run: `${Date.now()}`, table: 'test_writer', seconds: 900, folder };
  const writes = agent.run({ name: 'writer.py', script, argument, folder: null });
  writes.catch(() => {});
  const acknowledged = async (): Promise<number> =>
    JSON.parse(await ssh(through, `sudo cat ${folder}/progress`)).acknowledged;
  return {
    progress: async (count) => {
      const before = await eventually(acknowledged);
      await eventually(async () => expect(await acknowledged()).toBeGreaterThan(before + count));
    },
    end: async () => {
      try {
        await ssh(through, `sudo touch ${folder}/stop`);
        return JSON.parse(await writes);
      } finally {
        agent.close();
        await ssh(through, `sudo rm -rf ${folder}`);
      }
    },
  };
}
