import { copyFiles, editFile } from '../../test-stand/checkout';
import { hostNames, onEveryHost } from '../../test-stand/hosts';
import { leftovers } from '../../test-stand/leftovers';
import { ssh, succeed, unchanged, up } from '../../test-stand/stand';
import { describeCluster } from './behaviour/cluster';
import { describeDatabase } from './behaviour/database';
import { describeIdentity } from './behaviour/identity';
import { describeMessages } from './behaviour/messages';
import { describeVcards } from './behaviour/vcards';
import { check, direct, failedOf } from './support/check';
import { eventually } from './support/eventually';
import { filesOn, runJob } from './support/services/bacula';
import { scrapeTargets } from './support/services/monitoring';

describe('the stand on Debian 12', () => {
  beforeAll(async () => {
    // The description as it is shipped: the tests before have changed theirs.
    copyFiles();
    editFile('stand.config.ts', "release: 'trixie'", "release: 'bookworm'");
    await up();
  });

  it('is another release by one word, and `status` finds it sound', async () => {
    const names = await onEveryHost((host) =>
      ssh(host, '. /etc/os-release && echo $VERSION_CODENAME'),
    );
    expect(names).toEqual(Object.fromEntries(hostNames.map((host) => [host, 'bookworm\n'])));
    await eventually(() => succeed(['status']));
  });

  it('is set up once', async () => {
    expect((await up()).stderr).toContain(unchanged);
  });

  describeDatabase();
  describeCluster();
  describeMessages();
  describeVcards();
  describeIdentity();

  it('is backed up by Bacula', async () => {
    const { termination, volume } = await runJob('run job=e1-fs-Job level=Full');
    expect(termination).toBe('Backup OK');
    expect(await filesOn(volume)).toContain('/etc/ejabberd/ejabberd.yml');
  });

  it('is watched by Prometheus', async () => {
    await eventually(async () => {
      const targets = await scrapeTargets();
      expect(targets.filter(({ health }) => health !== 'up')).toEqual([]);
      expect(targets.length).toBeGreaterThan(hostNames.length);
    }, 60);
  });

  it('is found sound by `check`', async () => {
    await eventually(async () => expect(failedOf(await check(...direct))).toEqual([]), 180);
  });

  it('is taken down like any other', async () => {
    await succeed(['down']);
    expect(leftovers()).toEqual([]);
  });
});
