import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRole } from '../../../ansible/role';
import { uploadsFolder, uploadsRoot } from '../../../model/services/ejabberd';
import { ejabberdHosts } from '../../../test-stand/hosts';
import { ssh } from '../../../test-stand/stand';
import { eventually } from '../support/eventually';
import { type Account, account, interoperate } from '../support/services/xmpp';

const [one, other] = ejabberdHosts;
/** Its unit has mounts of its own. */
const asService = 'sudo nsenter --mount --target $(systemctl show --value -p MainPID ejabberd)';
const { ejabberd_upload_max_size: most } = readRole('ejabberd').defaults;

/** What came of files for a node without room; see xmpp/full_node.py. */
function sendToFull(sender: Account): Promise<Record<string, unknown>> {
  return interoperate('full_node.py', [one, other], { sender }) as Promise<Record<string, unknown>>;
}

/** What people send to one another in files. */
export function describeFiles(): void {
  describe('files', () => {
    it('are on each node when they are accepted, whatever their names, and are no pages of the stand', async () => {
      const sent = (shown: string) => [201, [one, other], [shown, 'guarded'].sort()];
      expect(await interoperate('handed_files.py', [one, other], { most })).toEqual({
        files: {
          ...{ plain: sent('inline'), picture: sent('inline'), lines: sent('inline') },
          ...{ long: sent('inline'), letters: sent('inline') },
          ...{ page: sent('attachment'), drawing: sent('attachment') },
          path: sent('attachment'),
          largest: [201, [one], ['attachment', 'guarded']],
        },
        refused: {
          empty: expect.stringMatching(/^bad-request: Bad value of attribute 'size'/),
          'too large': `not-acceptable: File larger than ${most} bytes`,
          'name too long': '414: The name of the file is too long: shorten it.',
        },
        'by former names': { [one]: 200, [other]: 200 },
        'after their user': { [one]: 404, [other]: 404 },
      });
    });

    it('go for new ones, the oldest first, and do not come back', async () => {
      const script = readFileSync(join(__dirname, '..', 'guest', 'store.escript'), 'utf8');
      const run = 'd=$(mktemp -d) && cat > $d/run && sudo escript $d/run $d/files; sudo rm -r $d';
      const lines = (await ssh(one, run, script)).trim().split('\n');
      expect(Object.fromEntries(lines.map((line) => line.split(': ')))).toEqual({
        'room for all': 'none',
        'room for three': '10',
        'room for half of one': '30',
        'no file': 'none',
        'removed until 20': '[[30,40],[15]]',
        'until when': '[20]',
        'lacking of what was removed': '[]',
        'other names': '[true]',
        'forgotten until 30': '[[40],[]]',
        'lacking of what is not too old': '1',
        'on their way': '[]',
      });
    });

    it('are accepted while one node has no room, which fetches what it lacks when it has', async () => {
      await ssh(other, `${asService} mount -t tmpfs -o size=1m,mode=777 tmpfs ${uploadsFolder}`);
      const sender = account('max', one, 'STARTTLS');
      const { kept, ...seen } = await sendToFull(sender).finally(() =>
        ssh(other, `${asService} umount --lazy ${uploadsFolder}`),
      );
      expect(seen).toEqual({
        small: [201, 200, 200],
        large: [201, 200, 503],
        'large to the full node': '507: There is no room for files: tell the administrator.',
      });
      await eventually(() => ssh(other, `sudo test -e ${uploadsRoot}${kept}`));
      await eventually(async () =>
        expect(await ssh(other, 'sudo ejabberdctl uploads_lacking')).toBe('0\n'),
      );
    });
  });
}
