import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { home, paths, root, stateFile } from '../../../test-stand/checkout';
import { type HostName, hostNames, onEveryHost } from '../../../test-stand/hosts';
import { ssh } from '../../../test-stand/stand';
import {
  authorityKey,
  filesWith,
  secretTexts,
  vault,
  vaultFile,
  vaultPasswordFile,
} from '../support/secrets';

/** Everything on this machine that a run writes, but the hosts' own files. */
const written = [
  join(root, 'cdktf.out'),
  stateFile,
  join(root, 'secrets'),
  join(paths.runtime, 'generated'),
  paths.logs,
  join(paths.lab, 'etc'),
  join(paths.lab, 'log'),
  join(paths.lab, 'var'),
  home,
];

/** Lines of a host's journal, since it was made, with a secret in them. */
async function journalLines(host: HostName, texts: readonly string[]): Promise<string> {
  // Bash's own printf is no process whose arguments others could read.
  const search =
    'journalctl --no-pager --all | grep --fixed-strings --file=<(printf %s "$secrets")';
  const command = `sudo bash -c 'secrets=$(cat); ${search} || [ $? = 1 ]'`;
  return ssh(host, command, texts.join('\n'));
}

/** @param commands gives the command lines that were seen while the stand was set up */
export function describeSecrecy(commands: () => readonly string[]): void {
  describe('secrets', () => {
    it('are generated for every account, role and key, long and all different', () => {
      const secrets = Object.values(vault());
      expect(secrets.length).toBeGreaterThanOrEqual(8);
      expect(new Set(secrets).size).toBe(secrets.length);
      for (const secret of secrets) expect(secret).toMatch(/^\w{32,}$/);
    });

    it.each([vaultFile, vaultPasswordFile, authorityKey, paths.sshKey])(
      'in %s are for their owner only',
      (file) => {
        expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
      },
    );

    it('are in no file but the one with the password of the vault', () => {
      const places = written.filter((path) => existsSync(path));
      expect(places).toContain(stateFile);
      expect(filesWith(secretTexts(), places)).toEqual([vaultPasswordFile]);
    });

    it('would be found by that search', () => {
      const planted = join(paths.logs, 'planted.log');
      writeFileSync(planted, `a line with ${secretTexts()[0]} in it`);
      try {
        expect(filesWith(secretTexts(), [paths.logs])).toEqual([planted]);
      } finally {
        rmSync(planted);
      }
    });

    it('were on no command line', () => {
      const secrets = secretTexts();
      const telling = commands().filter((line) => secrets.some((secret) => line.includes(secret)));
      expect(telling).toEqual([]);
      // It did see what ran here, and in the hosts.
      for (const program of ['ansible-playbook', 'apt-get', 'ejabberdctl', 'postgres']) {
        expect(commands().some((line) => line.includes(program))).toBe(true);
      }
    });

    it('are in no journal', async () => {
      const secrets = secretTexts();
      const lines = await onEveryHost((host) => journalLines(host, secrets));
      expect(lines).toEqual(Object.fromEntries(hostNames.map((host) => [host, ''])));
    });
  });
}
