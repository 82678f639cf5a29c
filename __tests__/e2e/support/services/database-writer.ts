import { join } from 'node:path';
import { Agent, agentArguments } from '../../../../controller/agent/agent';
import { bundle } from '../../../../controller/agent/bundle';
import type { Writes } from '../../../../drills/writers';
import { Lab } from '../../../../lab/lab';
import { paths, root } from '../../../../test-stand/checkout';
import type { HostName } from '../../../../test-stand/hosts';
import { ssh } from '../../../../test-stand/stand';

const folder = '/run/test-writer';

export interface Writing {
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
  return {
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
