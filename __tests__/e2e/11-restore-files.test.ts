import { ssh, stand } from '../../test-stand/stand';
import { onHost } from './support/guest';
import { report } from './support/report';
import { runJob } from './support/services/bacula';

const host = 'e2server';
const folder = '/etc/stand odd';

const odd = (action: 'make' | 'spoil' | 'look') => onHost(host, 'odd_files.py', action);
const backUp = async () => {
  const { termination } = await runJob('run job=e2-fs-Job level=Incremental');
  expect(termination).toMatch(/^Backup OK/);
};
const dryRun = (...paths: string[]) => report(['restore', 'files', host, ...paths, '--dry-run']);

afterAll(() => ssh(host, `sudo rm -rf '${folder}'`));

describe('./stand restore files', () => {
  it('brings a file back in place, and elsewhere otherwise', async () => {
    const digest = async (where: string, file: string) =>
      (await ssh(where, `sudo sha256sum '${file}'`)).split(' ')[0];
    const file = '/etc/issue';
    const whole = await digest(host, file);
    await ssh(host, `echo spoilt | sudo tee ${file}`);
    const elsewhere = await report(['restore', 'files', host, `/etc/../${file}`]);
    expect(elsewhere).toMatchObject({ code: 0, paths: [file], differing: [file], missing: [] });
    const [on, where] = elsewhere.where.split(':') as [string, string];
    expect(await digest(on, `${where}${file}`)).toBe(whole);
    await ssh(on, `sudo rm -r ${where}`);
    await report(['restore', 'files', host, file, '--in-place', '--confirm', host]);
    expect(await digest(host, file)).toBe(whole);
  });

  it('brings back whatever is in a folder as it was, whatever its name', async () => {
    const made = (await odd('make')) as Record<string, unknown>;
    await backUp();
    await odd('spoil');
    const asked = ['restore', 'files', host, `${folder}/`, '/etc/localtime'];
    const { code, changes, missing, paths, removed } = await report([
      ...asked,
      ...['--in-place', '--confirm', host],
    ]);
    expect(code).toBe(0);
    expect(paths.sort()).toEqual([...Object.keys(made), '/etc/localtime'].sort());
    expect(changes).toEqual({
      [`${folder}/first`]: ['attributes', 'hard links'],
      [`${folder}/second`]: ['hard links'],
      [`${folder}/pipe`]: ['is a folder, was a pipe'],
      [`${folder}/private`]: ['is a symbolic link, was a folder'],
    });
    expect(missing).toContain(`${folder}/new\nline`);
    expect(removed).toEqual([`${folder}/pipe/made since`]);
    expect(await odd('look')).toEqual(made);
  });

  it('finds single files by names that are anything but plain, and says when there is none', async () => {
    const names = ['[x].conf', "it's", 'a"b', 'back\\slash', 'new\nline', '-rf'];
    const paths = names.map((name) => `${folder}/${name}`);
    const { code, paths: found } = await dryRun(...paths);
    expect({ code, found: found.sort() }).toEqual({ code: 0, found: paths.sort() });
    const none = await stand(['restore', 'files', host, `${folder}/[y].conf`, '--dry-run']);
    expect(none.stderr).toMatch(
      /the backup of e2-fs-Job of \S+Z does not contain '\/etc\/stand odd\/\[y]/,
    );
    expect(none.code).toBe(1);
  });

  const untilItAnswers =
    "timeout 60 sh -c 'until echo quit | sudo bconsole > /dev/null 2>&1; do sleep 0.2; done'";

  it('knows moments wherever the backup host takes itself to be', async () => {
    const zone = (name: string) =>
      ssh(
        'bk1server',
        `sudo timedatectl set-timezone ${name}; sudo systemctl restart bacula-director; ${untilItAnswers}`,
      );
    const file = `${folder}/it's`;
    const write = (text: string) => ssh(host, `echo ${text} | sudo tee "${file}"`);
    await odd('make');
    try {
      await zone('America/Los_Angeles');
      await write('one');
      await backUp();
      const at = new Date().toISOString();
      await write('two');
      await backUp();
      const then = await report(['restore', 'files', host, file, '--at', at, '--dry-run']);
      expect(then).toMatchObject({ code: 0, differing: [file] });
      expect(Date.parse(then.taken)).toBeLessThan(Date.parse(at));
      const now = await dryRun(file);
      expect(now).toMatchObject({ code: 0, differing: [] });
      expect(Math.abs(Date.parse(now.taken) - Date.now())).toBeLessThan(10 * 60 * 1000);
    } finally {
      await zone('Etc/UTC');
    }
  });
});
