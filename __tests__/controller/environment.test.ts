import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(__dirname, '..', '..');

/** A program that prints its environment as JSON, and its umask. */
const show = 'console.log(JSON.stringify([process.env, process.umask()]))';

const ways: Record<string, readonly string[]> = {
  'a shell': [
    ...['sh', '-c', 'controller=$0/controller; . "$controller/environment.sh"; exec "$@"', root],
    ...[process.execPath, '-e', show],
  ],
  'Node.js': [process.execPath, '--require', `${root}/controller/environment.js`, '-e', show],
};

/** What a shell keeps for itself, and what programs are found by. */
const own = ['PATH', 'PWD', 'OLDPWD', 'SHLVL', '_'];

/** Of an environment what is left. */
function reduce(way: string, env: Record<string, string>): Record<string, string> {
  const [program, ...args] = ways[way] as [string, ...string[]];
  const given = { PATH: process.env.PATH, ...env };
  const text = execFileSync(program, args, { encoding: 'utf8', env: given });
  const [left] = JSON.parse(text) as [Record<string, string>];
  return Object.fromEntries(Object.entries(left).filter(([name]) => !own.includes(name)));
}

const leftBehind = [
  ...['ANSIBLE_STRATEGY', 'ANSIBLE_SSH_ARGS', 'TF_LOG', 'TF_WORKSPACE', 'TF_CLI_ARGS_apply'],
  ...['TF_DATA_DIR', 'PYTHONPATH', 'BASH_ENV', 'CDPATH', 'LIBVIRT_DEFAULT_URI', 'GIT_DIR'],
  ...['npm_config_omit', 'NODE_ENV', 'LANG', 'LC_TIME', 'MY_PG', 'A_WORD'],
];
const taken = [
  ...['HOME', 'CI', 'STAND_CACHE', 'SSH_AUTH_SOCK', 'HTTPS_PROXY', 'no_proxy', 'PIP_CERT'],
  ...['AWS_SECRET_ACCESS_KEY', 'PGPASSWORD', 'PG_CONN_STR', 'TF_HTTP_PASSWORD', 'TF_TOKEN_a_b'],
];

describe.each(Object.keys(ways))('%s', (way) => {
  test('takes what the list names, whatever it holds, and leaves all else behind', () => {
    const value = ' two words, a "quote"\n$and a line ';
    const given = Object.fromEntries(taken.map((name) => [name, value]));
    const others = Object.fromEntries(leftBehind.map((name) => [name, 'x']));
    expect(reduce(way, { ...given, ...others })).toEqual({ LC_ALL: 'C.UTF-8', ...given });
  });

  test.each([
    ['/usr/bin:/bin', '/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin'],
    ['/sbin:/a b/bin:/usr/bin:/bin', '/sbin:/a b/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin'],
  ])('adds what it lacks of the system’s folders to the PATH %s', (path, whole) => {
    const [program, ...args] = ways[way] as [string, ...string[]];
    const text = execFileSync(program, args, { encoding: 'utf8', env: { PATH: path } });
    const [env] = JSON.parse(text) as [Record<string, string>];
    expect(env.PATH).toBe(whole);
  });

  test('takes no locale and no umask', () => {
    const [program, ...args] = ways[way] as [string, ...string[]];
    const text = execFileSync('sh', ['-c', 'umask 077; exec "$@"', 'sh', program, ...args], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'en_GB.UTF-8' },
    });
    const [env, umask] = JSON.parse(text) as [Record<string, string>, number];
    expect(env.LC_ALL).toBe('C.UTF-8');
    expect(umask).toBe(0o022);
  });
});
