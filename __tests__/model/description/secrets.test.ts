import { faultsOf, refuses, vary } from '../../fixtures';

const vault = (vaultFile: string) => vary({ secrets: { vaultFile } });
const password = (passwordFile: string) => vary({ secrets: { passwordFile } });
const outside = /must be outside the project; got/;

refuses([
  ['a vault without a name', vault(''), 'secrets.vaultFile', /a file; got ''/, /write it like/],
  ['a folder as the vault', vault('secrets/'), 'secrets.vaultFile', /'secrets\/'/, /FILE/],
  ['the folder above', vault('..'), 'secrets.vaultFile', /file; got '\.\.'/, /FILE/],
  ['the home as the vault', vault('~'), 'secrets.vaultFile', /file; got '~'/, /FILE/],
  ["another user's home", vault('~root/x'), 'secrets.vaultFile', /got '~root\/x'/, /~\/stand/],
  ['a line break in a path', vault('a\nb'), 'secrets.vaultFile', /got 'a\nb'/, /FILE/],
  ['a vault where the CA lies', vault('/srv/ca'), 'secrets.vaultFile', /'\/srv\/ca'/, /vault\.yml/],
  ['a password without a name', password(''), 'secrets.passwordFile', /a file; got ''/, /FILE/],
  [
    'a folder as the password',
    password('/a/'),
    'secrets.passwordFile',
    /file; got '\/a\/'/,
    /FILE/,
  ],
  ["a password in another's home", password('~root/x'), 'secrets.passwordFile', /'~root/, /FILE/],
  ['a password in the project', password('secrets/pw'), 'secrets.passwordFile', outside, /~\//],
  [
    'a password in the file of its vault',
    vary({ secrets: { vaultFile: '/srv/a', passwordFile: '/srv/./a' } }),
    ...(['secrets.passwordFile', /another file than the vault; got '\/srv/, /its own/] as const),
  ],
]);

test('secrets may be anywhere in the home and on the machine, and the vault in the project', () => {
  const home = { vaultFile: '~/stand/vault.yml', passwordFile: '~/stand/password' };
  const machine = { vaultFile: 'team/vault', passwordFile: '/srv/stand/.password' };
  for (const secrets of [home, machine, {}]) expect(faultsOf(vary({ secrets }))).toEqual([]);
});
