import { domain } from '../../test-stand/hosts';
import { ssh, stand } from '../../test-stand/stand';
import { eventually } from './support/eventually';
import { secretTexts } from './support/secrets';
import {
  bconsole,
  dumpedFrom,
  filesOn,
  type JobRun,
  restore,
  runJob,
} from './support/services/bacula';
import { databaseRoles } from './support/services/postgresql';

/** Runs one of the playbooks as `up` does. */
const converge = (service: string) => stand(['exec', '--', 'ansible/play', service]);

const sha256 = async (host: string, file: string) =>
  (await ssh(host, `sudo sha256sum ${file}`)).split(' ')[0];

describe('Bacula', () => {
  it('runs the hourly jobs at each hour, and the restore never by itself', async () => {
    const hourly = await bconsole('status schedule days=1 job=psql2-dump-Job');
    expect(hourly.match(/^(Full|Differential|Incremental) .*psql2-dump-Job/gm)).toHaveLength(24);
    expect(await bconsole('status schedule days=40')).not.toContain('MyRestoreFiles');
    expect(await bconsole('show job=MyRestoreFiles')).not.toMatch(/Schedule:|Sdl/);
  });

  it('listens where it must, and its catalog nowhere', async () => {
    const sockets = await ssh('bk1server', "sudo ss -ltnpH | awk '{ print $4, $6 }'");
    const own = sockets.split('\n').filter((line) => /bacula|postgres/.test(line));
    expect(own.map((line) => line.replace(/ .*\("([^"]+)".*/, ' $1')).sort()).toEqual([
      '127.0.0.1:9101 bacula-dir',
      '192.168.1.12:9102 bacula-fd',
      '192.168.1.12:9103 bacula-sd',
    ]);
  });

  it('keeps its passwords from other users', async () => {
    const modes = await ssh('bk1server', "sudo stat --format='%A %U %G %n' /etc/bacula/*.conf");
    for (const line of modes.trim().split('\n')) expect(line).toMatch(/^-rw-r----- root bacula /);
  });

  it.each([
    ['no TLS', '/TLS/d'],
    ['a certificate of its own making', 's#/etc/ssl/[^/]*/#/tmp/stranger/#'],
  ])('refuses a console that has its password but %s', async (_, change) => {
    const output = await ssh(
      'bk1server',
      `sudo bash -c 'umask 077; mkdir /tmp/stranger; cd /tmp/stranger
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
          -subj /CN=bk1server.${domain} -keyout stand.key -out stand.crt 2> /dev/null
        sed "${change}" /etc/bacula/bconsole.conf > bconsole.conf
        echo status director | bconsole -c $PWD/bconsole.conf 2>&1; rm -r /tmp/stranger'`,
    );
    expect(output).toContain('Director authorization problem');
  });
});

describe.each([
  ['e1-fs-Job', 'e1server', ['/etc/ejabberd/ejabberd.yml', '/var/lib/ejabberd/upload/']],
  ['e2-fs-Job', 'e2server', ['/etc/ejabberd/ejabberd.yml', '/var/lib/ejabberd/upload/']],
  ['psql2-dump-Job', 'psql2server', ['/bacula-backup/ejabberd.sql']],
  ['mon1-grfn-Job', 'mon1server', ['/var/lib/prometheus/']],
])('the job %s', (name, host, files) => {
  let run: JobRun;

  beforeAll(async () => {
    run = await runJob(`run job=${name} level=Full`);
  });

  it('ends well, in a volume of its pool', () => {
    expect(run.termination).toMatch(/^Backup OK/);
    expect(run.volume).toMatch(new RegExp(`^${name.replace(/-Job$/, '')}-Full-\\d{4}$`));
  });

  it('puts the files into that volume', async () => {
    expect(await filesOn(run.volume)).toEqual(expect.arrayContaining(files));
  });

  it('speaks TLS between all daemons', () => {
    const connections = run.log.match(/Connected to .*/g) ?? [];
    expect(connections.map((line) => line.replace(/ at .*(?= with)/, ''))).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Connected to Storage "bk1server-sd" with TLS/),
        expect.stringMatching(`^Connected to Client "${host}-fd" with TLS`),
        expect.stringMatching(/^Connected to Storage with TLS/),
      ]),
    );
    expect(run.log).not.toContain('without encryption');
  });
});

describe('the restore job', () => {
  it('brings back a file as it was', async () => {
    const file = '/etc/ejabberd/ejabberd.yml';
    const restored = await restore('e1server-fd', file);
    expect(await sha256('bk1server', restored)).toBe(await sha256('e1server', file));
    await ssh('bk1server', `sudo rm ${restored}`);
  });

  it('brings back a whole dump of the database, which is nowhere else any more', async () => {
    const restored = await restore('psql2server-fd', '/bacula-backup/ejabberd.sql');
    const dump = await ssh('bk1server', `sudo cat ${restored}; sudo rm ${restored}`);
    expect(dump).toContain('CREATE TABLE public.users');
    expect(dump).toMatch(/^admin\t/m);
    expect(dump).toContain('PostgreSQL database dump complete');
    expect(await ssh('psql2server', 'sudo ls /bacula-backup')).toBe('');
  });
});

describe('the dump', () => {
  it('is taken on the replica', async () => {
    const { replica } = await databaseRoles();
    expect(await dumpedFrom()).toBe(`standby ${replica}`);
  });
});

describe('a disk that is full', () => {
  const room =
    /\/srv\/bacula must have 512 MiB free for a backup; got \d+.*larger disk, or remove/s;

  beforeAll(async () => {
    await ssh('bk1server', 'sudo mount -t tmpfs -o size=8m tmpfs /srv/bacula');
  });

  const makeRoom = () =>
    ssh('bk1server', 'if mountpoint -q /srv/bacula; then sudo umount /srv/bacula; fi');
  afterAll(makeRoom);

  it('fails a job, and the mail about that says what to do', async () => {
    const { id, termination, log } = await runJob('run job=e1-fs-Job level=Incremental');
    expect(termination).toContain('Backup Error');
    expect(log).toMatch(room);
    // It would be tried again in a few minutes.
    await bconsole(`cancel jobid=${id}`);
    await eventually(async () => {
      const mail = await ssh('bk1server', 'sudo cat /var/mail/root');
      expect(mail).toMatch(new RegExp(`JobId ${id}: .*${room.source}`, 's'));
    }, 60);
  });

  it('fails the deployment with the same words', async () => {
    const { code, stderr } = await converge('bacula_director');
    expect(code).toBe(1);
    expect(stderr.replace(/\s+/g, ' ')).toMatch(room);
  });

  it('is forgotten when there is room again', async () => {
    await makeRoom();
    const { termination } = await runJob('run job=e1-fs-Job level=Incremental');
    expect(termination).toMatch(/^Backup OK/);
  });
});

describe('a password that differs', () => {
  const secret = "sudo sed -i '0,/Password = \"/s//&x/' /etc/bacula/bacula-fd.conf";

  it('is an error that names the daemon, and goes when both sides converge', async () => {
    await ssh('e2server', `${secret} && sudo systemctl restart bacula-fd`);
    const refused = await converge('bacula_director');
    expect(refused.code).toBe(1);
    const message = refused.stderr.replace(/\s+/g, ' ');
    expect(message).toMatch(/no status of e2server-fd: .*unable to authenticate.*converge all/);
    for (const text of secretTexts()) expect(message).not.toContain(text);
    for (const service of ['bacula_client', 'bacula_director']) {
      expect(await converge(service)).toMatchObject({ code: 0 });
    }
  });
});
