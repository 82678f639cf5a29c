import { certified, faultsOf, refuses, shipped, vary } from '../../fixtures';

const files = { source: 'files', certificate: 'domain.crt', key: '/srv/domain.key' };
const acme = certified.certificates;
const byDns = (updates: object) =>
  vary({ certificates: { ...certified.certificates, challenge: { 'dns-01': updates } } });
const staging = 'https://acme-staging-v02.api.letsencrypt.org/directory';

refuses([
  [
    'certificates from nowhere',
    vary({ certificates: { source: 'letsencrypt' } }),
    ...(['certificates.source', /'own', 'files', 'acme'; got 'letsencrypt'/, /'own'/] as const),
  ],
  [
    'a setting of another source',
    vary({ certificates: { ...files, contact: 'mailto:a@b.c' } }),
    ...(['certificates.contact', /unknown key/, /certificate, key/] as const),
  ],
  [
    'a file without its key',
    vary({ certificates: { source: 'files', certificate: 'domain.crt' } }),
    ...(['certificates.key', /must be a string; got undefined/, /write/] as const),
  ],
  [
    'a path that is none',
    vary({ certificates: { ...files, key: '/srv/' } }),
    ...(['certificates.key', /path of a file; got '\/srv\/'/, /\/srv\/stand\/FILE/] as const),
  ],
  [
    'a path of another kind',
    vary({ certificates: { ...files, key: 7 } }),
    ...(['certificates.key', /must be a string; got 7/, /write/] as const),
  ],
  [
    'a directory that is asked in the clear',
    vary({ certificates: { ...acme, directory: 'http://ca.domain.local/dir' } }),
    ...(['certificates.directory', /https URL .* got 'http:/, /letsencrypt/] as const),
  ],
  [
    'a directory with a password in it',
    vary({ certificates: { ...acme, directory: 'https://user:word@ca.domain.local/dir' } }),
    ...(['certificates.directory', /without credentials/, /letsencrypt/] as const),
  ],
  [
    'a directory for trials, whose certificates nobody trusts',
    vary({ certificates: { ...acme, directory: staging } }),
    ...(['certificates.directory', /for trials, .*; got 'https:\/\/acme-staging/, /own/] as const),
  ],
  [
    'a contact without mailto',
    vary({ certificates: { ...acme, contact: 'admin@domain.local' } }),
    ...(['certificates.contact', /mailto: .* got 'admin@domain\.local'/, /mailto:admin/] as const),
  ],
  [
    'a challenge that no node can meet',
    vary({ certificates: { ...acme, challenge: 'tls-alpn-01' } }),
    ...(['certificates.challenge', /'tls-alpn-01'/, /'http-01'/] as const),
  ],
  [
    'a name server without a key',
    byDns({ server: '192.0.2.53' }),
    ...(['certificates.challenge.dns-01.key', /must be a string; got undefined/, /write/] as const),
  ],
  [
    'a name server that is none',
    byDns({ server: 'https://ns.domain.local', key: 'stand' }),
    ...(['certificates.challenge.dns-01.server', /got 'https:/, /192\.0\.2\.53/] as const),
  ],
  [
    'a key with a secret in place of its name',
    byDns({ server: '192.0.2.53', key: 'c2VjcmV0/w==' }),
    ...(['certificates.challenge.dns-01.key', /name of a key/, /stand-key/] as const),
  ],
  [
    'an algorithm of former days',
    byDns({ server: '192.0.2.53', key: 'stand', algorithm: 'hmac-md5' }),
    ...(['certificates.challenge.dns-01.algorithm', /'hmac-md5'/, /'hmac-sha256'/] as const),
  ],
]);

test('each source is taken with what it needs', () => {
  expect(shipped.certificates).toBeUndefined();
  const taken = [
    { source: 'own' },
    files,
    { ...files, authority: 'root.pem' },
    acme,
    { ...acme, challenge: { 'dns-01': { server: 'ns.domain.local:5353', key: 'stand-key' } } },
    { ...acme, directory: staging, authority: 'staging.pem' },
  ];
  for (const certificates of taken) expect(faultsOf(vary({ certificates }))).toEqual([]);
});
