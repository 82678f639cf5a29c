import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { paths, root } from '../../../test-stand/checkout';
import { execute, plainEnvironment, type Result } from '../../../test-stand/stand';
import { eventually } from './eventually';

/** Variables each of which would change what a program of the stand does. */
const variables = {
  // Of no machine.
  ...{ LC_ALL: 'xx_YY.UTF-8', LANG: 'xx_YY.UTF-8' },
  ...{ ANSIBLE_SSH_ARGS: '-o ProxyCommand=false', ANSIBLE_STRATEGY: 'debug' },
  ...{ ANSIBLE_ROLES_PATH: '/nowhere', ANSIBLE_STDOUT_CALLBACK: 'ansible.builtin.oneline' },
  ...{ ANSIBLE_CONFIG: '/nowhere', ANSIBLE_CHECK_MODE: 'true', ANSIBLE_REMOTE_USER: 'nobody' },
  ...{ TF_WORKSPACE: 'elsewhere', TF_LOG: 'trace', TF_DATA_DIR: '/nowhere' },
  ...{ TF_CLI_ARGS_apply: '-destroy', TF_CLI_ARGS_plan: '-destroy' },
  ...{ LIBVIRT_DEFAULT_URI: 'test:///default', PYTHONHOME: '/nowhere', BASH_ENV: '/nowhere' },
  ...{ CDPATH: '/', NODE_ENV: 'production', GIT_DIR: '/nowhere', npm_config_omit: 'dev' },
};

/** What a person may have for all hosts, and a stand's hosts must not get. */
const sshConfig = (folder: string) => `
Host *
  User nobody
  ControlMaster auto
  ControlPath ${folder}/%C
  ControlPersist yes
  ProxyJump nowhere.invalid
  RemoteCommand false
  SendEnv LC_* LANG
`;

/** Somebody whose environment is full of settings, and whose ssh has an agent with seven keys. */
export class HostileCaller {
  private readonly folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  private readonly socket = join(this.folder, 'agent');
  private agent: ChildProcess | undefined;

  /** The lab must run: there alone ssh takes another folder for the home, as the password file says. */
  async begin(): Promise<void> {
    mkdirSync(join(this.folder, '.ssh'), { mode: 0o700 });
    writeFileSync(join(this.folder, '.ssh', 'config'), sshConfig(this.folder), { mode: 0o600 });
    this.agent = spawn('ssh-agent', ['-D', '-a', this.socket], { stdio: 'ignore' });
    await eventually(async () => expect(existsSync(this.socket)).toBe(true));
    for (let number = 1; number <= 7; number += 1) {
      const key = join(this.folder, `key-${number}`);
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
      const env = { ...process.env, SSH_AUTH_SOCK: this.socket };
      execFileSync('ssh-add', ['-q', key], { env });
    }
    const accounts = this.inLab('cat', '/etc/passwd');
    const file = join(this.folder, 'passwd');
    writeFileSync(file, accounts.replace(/^(root:(?:[^:]*:){4})[^:]*/m, `$1${this.folder}`));
    this.inLab('mount', '--bind', file, '/etc/passwd');
  }

  end(): void {
    this.inLab('umount', '/etc/passwd');
    this.agent?.kill();
    rmSync(this.folder, { recursive: true });
  }

  stand(...args: string[]): Promise<Result> {
    return this.call(join(root, 'stand'), args, { CI: 'true' });
  }

  npx(...args: string[]): Promise<Result> {
    return this.call('npx', args);
  }

  private call(program: string, args: readonly string[], more: object = {}): Promise<Result> {
    const env = { ...plainEnvironment(), ...variables, SSH_AUTH_SOCK: this.socket, ...more };
    return execute('sh', ['-c', 'umask 027; exec "$@"', 'sh', program, ...args], {}, env);
  }

  private inLab(...command: string[]): string {
    return execFileSync(join(root, 'lab', 'enter'), [paths.lab, ...command], { encoding: 'utf8' });
  }
}
