import { hosts } from '../../test-stand/hosts';
import { stand } from '../../test-stand/stand';

describe.each([
  ['ssh', ['e1server'], hosts.e1server.management],
  // The management host's.
  ['exec', [], '192.168.121.1'],
])('./stand %s', (command, where, address) => {
  const shell = (script: string, input?: string) =>
    stand([command, ...where, '--', 'sh', '-c', script, 'sh', "it's", '$HOME'], { input });

  it('runs words there as they were typed', async () => {
    const { code, stdout } = await shell(`printf '%s\\n' "$@"; hostname --all-ip-addresses`);
    const [one, other, addresses] = stdout.split('\n');
    expect([one, other]).toEqual(["it's", '$HOME']);
    expect(addresses?.split(' ')).toContain(address);
    expect(code).toBe(0);
  });

  it('passes on standard input, output, error and the exit code', async () => {
    expect(await shell('cat; echo told >&2; exit 7', 'a line\n')).toEqual({
      code: 7,
      stdout: 'a line\n',
      stderr: 'told\n',
    });
  });
});
