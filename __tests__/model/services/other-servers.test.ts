import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { authorityIn, issue, type KeyPair } from '../../../test-stand/authority';
import { faultsOf, shipped, vary } from '../../fixtures';

const faultsWith = (settings: Readonly<Record<string, readonly string[]>>) =>
  faultsOf(vary({ settings: { ejabberd: settings } }, shipped));

describe('servers that are blocked', () => {
  const faultsOfBlocking = (server: string) => faultsWith({ ejabberd_blocked_servers: [server] });

  test.each([
    'spam.example',
    'bücher.example',
    'xmpp-1.spam.example',
    'localhost',
    'notdomain.local',
  ])('are named by their domains: %s', (server) => {
    expect(faultsOfBlocking(server)).toEqual([]);
  });

  test.each([
    '*.spam.example',
    'Spam.example',
    'user@spam.example',
    'https://spam.example',
    'xn--bcher-kva.example',
    'spam..example',
    'spam.example.',
    '-spam.example',
    `${'a'.repeat(250)}.example`,
    '',
  ])('are not named otherwise: %s', (server) => {
    expect(faultsOfBlocking(server)).toEqual([
      {
        where: 'settings.ejabberd',
        what: `ejabberd_blocked_servers must be domain names in lower case; got '${server}'`,
        remedy: 'write them like spam.example: their subdomains are meant too',
      },
    ]);
  });

  test.each([
    ['domain.local', "which is the stand's own"],
    ['local', "which is above the stand's own"],
  ])('are none of the own, such as %s', (server, why) => {
    expect(faultsOfBlocking(server)).toEqual([
      {
        where: 'settings.ejabberd',
        what: `ejabberd_blocked_servers has '${server}', ${why}`,
        remedy: 'remove it',
      },
    ]);
  });
});

describe('authorities', () => {
  let folder: string;
  let authority: KeyPair;
  const text = (file: string) => readFileSync(file, 'utf8');
  const faultsOfTrusting = (...texts: string[]) => faultsWith({ ejabberd_authorities: texts });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'stand-test-'));
    authority = authorityIn(folder, 'partners');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('are certificates that sign others', () => {
    expect(faultsOfTrusting(text(authority.certificate))).toEqual([]);
  });

  test('are not certificates of servers', () => {
    const { certificate } = issue(authority, ['friend.example']);
    expect(faultsOfTrusting(text(authority.certificate), text(certificate))).toEqual([
      {
        where: 'settings.ejabberd',
        what: "ejabberd_authorities[1] is no authority's, but that of CN=friend.example",
        remedy: 'take the certificate of who signed it: CN=partners',
      },
    ]);
  });

  test('are one certificate each, and nothing else', () => {
    const certificate = text(authority.certificate);
    const wrong = [
      'partners.crt',
      text(authority.key),
      `${certificate}${text(authority.key)}`,
      certificate.repeat(2),
      certificate.replace('MII', 'AAA'),
    ];
    for (const one of wrong)
      expect(faultsOfTrusting(one)).toEqual([
        {
          where: 'settings.ejabberd',
          what: expect.stringMatching(
            /^ejabberd_authorities\[0\] must be one certificate in PEM; got "/,
          ),
          remedy: "read it from its file: readFileSync('authority.crt', 'utf8')",
        },
      ]);
  });
});
