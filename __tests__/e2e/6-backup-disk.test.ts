import { changeSettings } from '../../test-stand/checkout';
import { ssh, stand, up } from '../../test-stand/stand';
import { exchangeMessages } from './behaviour/messages';
import { pgbackrest, repository } from './support/services/pgbackrest';
import { databaseRoles } from './support/services/postgresql';

describe.each([
  ['a backup disk that is full', repository, `${repository} must have 256 MiB free; got 64 MiB`],
  ['an export that is gone', '/mnt/nfs', `${repository} must answer within 30 s; got: df`],
])('%s', (_, place, complaint) => {
  it('stops `up`, which says so, and the next one continues', async () => {
    const { primary } = await databaseRoles();
    await ssh(primary, `sudo mount -t tmpfs -o size=64m,mode=0755 tmpfs ${place}`);
    // A changed setting is what makes its playbook run.
    const undo = changeSettings({ pgbackrest: { pgbackrest_archive_timeout: 61 } });
    try {
      const { code, stderr } = await stand(['up']);
      expect(stderr).toContain('service pgbackrest failed');
      expect(stderr.replaceAll(/\s+/g, ' ')).toContain(complaint);
      expect(code).toBe(1);
      await exchangeMessages();
    } finally {
      undo();
      await ssh(primary, `sudo umount ${place}`);
    }
    const { stderr } = await up();
    expect(stderr).toContain('service pgbackrest');
    expect(stderr).not.toContain('service ejabberd');
    await pgbackrest(primary, 'check');
  });
});
