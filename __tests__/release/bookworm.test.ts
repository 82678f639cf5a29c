import { editFile } from '../../test-stand/checkout';
import { hostNames, onEveryHost } from '../../test-stand/hosts';
import { leftovers } from '../../test-stand/leftovers';
import { ssh, succeed, unchanged, up } from '../../test-stand/stand';
import { describeCluster } from '../e2e/behaviour/cluster';
import { describeDatabase } from '../e2e/behaviour/database';
import { describeIdentity } from '../e2e/behaviour/identity';
import { describeMessages } from '../e2e/behaviour/messages';
import { describeVcards } from '../e2e/behaviour/vcards';
import { check, direct, failedOf } from '../e2e/support/check';
import { eventually } from '../e2e/support/eventually';
import { filesOn, runJob } from '../e2e/support/services/bacula';
import { scrapeTargets } from '../e2e/support/services/monitoring';
import { itUnlessKept } from '../support/unless-kept';

describe('the stand on Debian 12', () => {
  beforeAll(async () => {
    // On a plain image, so that the roles install their packages.
    editFile('stand.config.ts', "release: 'trixie'", "release: 'bookworm', image: 'plain'");
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

  itUnlessKept('is taken down like any other', async () => {
    await succeed(['down']);
    expect(leftovers()).toEqual([]);
  });
});
