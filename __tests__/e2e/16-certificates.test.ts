import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CertificatesConfig } from '../../model/description/certificates';
import { authorityIn, issue, type KeyPair } from '../../test-stand/authority';
import { describeWith, paths, snapshot } from '../../test-stand/checkout';
import { domain, ejabberdHosts, hosts } from '../../test-stand/hosts';
import { inLab, ssh, stand, succeed, timed, up } from '../../test-stand/stand';
import {
  addStranger,
  asStranger,
  furnishHouse,
  removeStranger,
  strangersAddress,
} from '../../test-stand/stranger';
import { check, failedOf } from './support/check';
import { haveNodesAsk } from './support/node-resolvers';
import { vault } from './support/secrets';
import { type AcmeAuthority, acmeAuthority } from './support/services/acme-authority';
import { allowUpdates, startBind, updatesLogged } from './support/services/bind';
import { converse } from './support/services/conversation';
import { haveHouseTrust, openPage } from './support/services/page';
import { fromOutside } from './support/services/xmpp';

const program = 'sudo /usr/local/libexec/domain-certificate';

/** File of the certificates that whoever trusts what is shown then has. */
let trusted: string;
let restore = () => {};

/** Describes another source. */
function describeSource(source: CertificatesConfig): void {
  restore();
  restore = describeWith(`certificates: ${JSON.stringify(source)}`);
}
const contact = `mailto:admin@${domain}`;

/** The names for which a node's own certificate speaks. */
const namesOf = (node: (typeof ejabberdHosts)[number]) =>
  [domain, ...['conference', 'pubsub', 'upload', node].map((one) => `${one}.${domain}`)].sort();

// Strangers, and the authority, ask a name server that has the stand's records as an administrator puts them there.
beforeAll(async () => {
  await addStranger(strangersAddress, hosts.e1server.public, []);
  await furnishHouse();
  const { directory, authority, start } = acmeAuthority(14000);
  describeSource({ source: 'acme', directory, contact, challenge: 'http-01', authority });
  await startBind(domain, (await succeed(['dns', '--zone'])).stdout);
  trusted = await start(strangersAddress);
});
afterAll(async () => {
  restore();
  await removeStranger();
});

/** The fingerprint of what a node shows whoever trusts that file alone, the same at each port. */
async function shownBy(name: (typeof ejabberdHosts)[number], file: string): Promise<string> {
  const [clients, servers, web, turn] = [5223, 5270, 443, 5349];
  const found = [clients, servers, web, turn].map((port) => {
    const connect = `-connect ${hosts[name].public}:${port} -servername ${domain} -verify_hostname ${domain}`;
    const look = `openssl s_client ${connect} -verify_return_error -CAfile "$0" < /dev/null | openssl x509 -noout -fingerprint -sha256`;
    return inLab(['sh', '-c', look, file]);
  });
  const [one = '', ...others] = await Promise.all(found);
  expect(others).toEqual(others.map(() => one));
  return one;
}

const shown = () => Promise.all(ejabberdHosts.map((name) => shownBy(name, trusted)));

/** Does something while people write to one another, whom nothing may disconnect. */
async function connected(work: () => Promise<unknown>, file?: string): Promise<void> {
  const conversation = await converse('e1server', 'e2server', file ? { trusted: file } : {});
  const [done] = await Promise.allSettled([work()]);
  const spoken = await conversation.end();
  if (done.status === 'rejected') throw done.reason;
  expect(spoken).toMatchObject({ notReceived: [], logins: [1, 1] });
}

describe('an authority that speaks ACME', () => {
  it('is told by `diff` to cost nobody anything', async () => {
    const { stdout } = await stand(['diff', '--json']);
    const { class: name, changes } = JSON.parse(stdout);
    expect(name).toBe('safe');
    expect(changes.map(({ part }: { part: string }) => part)).toEqual(
      expect.arrayContaining(['service domain_certificate', 'service acme', 'service haproxy']),
    );
  });

  it('gives each node a certificate of its own, which it shows on every port for strangers', async () => {
    await connected(() => timed('certificates by ACME', () => up()));
    const [one, other] = await shown();
    expect(one).not.toBe(other);
    for (const name of ejabberdHosts) {
      const look = 'openssl x509 -in /etc/ssl/certs/domain.crt -noout -ext subjectAltName';
      const names = [...(await ssh(name, look)).matchAll(/DNS:([^,\s]+)/g)].map(([, one]) => one);
      expect(names.sort()).toEqual(namesOf(name));
    }
  });

  it('is answered by whichever node it asks, and only what it may ask', async () => {
    const ask = (name: (typeof ejabberdHosts)[number], path: string) => {
      const url = `http://${hosts[name].public}/.well-known/acme-challenge/${path}`;
      return asStranger(['curl', '--silent', '--write-out', ' %{http_code}', url]);
    };
    const answers = await Promise.all(ejabberdHosts.map((name) => ask(name, 'a-token_1')));
    expect(answers[0]).toMatch(/^a-token_1\.[\w-]{43} 200$/);
    expect(new Set(answers).size).toBe(1);
    expect(await ask('e1server', 'a%3Cscript%3E')).toMatch(/ 301$/);
  });

  it('is trusted, with no exception, by pages on a system that knows it, which come by names', async () => {
    await expect(openPage('max')).rejects.toThrow('unable to get local issuer certificate');
    await haveHouseTrust(trusted);
    const { addresses, sessions } = await timed('a page, opened', () => openPage('max'));
    const at = (host: string) => ({ WebSocket: `wss://${host}/ws`, BOSH: `https://${host}/bosh` });
    expect(addresses).toEqual({ XML: at(domain), JSON: at(domain) });
    const nodes = ejabberdHosts.map((name) => `${name}.${domain}`);
    const used = [domain, ...nodes].flatMap((host) =>
      Object.values(at(host)).map((url) => [
        url,
        {
          jid: expect.stringMatching(`^max@${domain}/`),
          file: `upload.${domain}`,
        },
      ]),
    );
    expect(sessions).toEqual(Object.fromEntries(used));
  });

  it('is what strangers trust who know the domain alone', async () => {
    const { found, logins } = await fromOutside('max', trusted);
    expect(found).toMatch(/^(203\.0\.113\.|2001:db8:5::)[23]:5223$/);
    const ways = { STARTTLS: 'TLSv1.3', 'direct TLS': 'TLSv1.3', 443: 'TLSv1.3' };
    expect(logins).toEqual({ e1server: ways, e2server: ways });
  });

  it('is what every check trusts', async () => {
    const by = ['--resolver', strangersAddress];
    const report = await check('messaging', 'ejabberd', 'hosts', 'public', ...by);
    expect(failedOf(report)).toEqual([]);
    expect(report.probes.map(({ name }) => name)).toContain(
      'certificate of the domain on e2server',
    );
  });

  it('renews while people are connected, who notice nothing', async () => {
    const before = await shown();
    await connected(async () => {
      const renewed = ejabberdHosts.map((name) => ssh(name, `${program} renew --now`));
      for (const said of await Promise.all(renewed))
        expect(said).toMatch(/^obtained a certificate/);
    }, trusted);
    const after = await shown();
    for (const [index, fingerprint] of after.entries()) expect(fingerprint).not.toBe(before[index]);
  });

  it('leaves nothing to do', async () => {
    await succeed(['diff']);
    await ssh('e1server', `${program} renew`);
  });
});

describe('a certificate from a file', () => {
  const names = [domain, `*.${domain}`] as const;
  let authority: KeyPair;
  let files: KeyPair;

  beforeAll(() => {
    authority = authorityIn(join(paths.runtime, 'strangers'), 'paid');
    files = issue(authority, [domain]);
    describeSource({ source: 'files', ...files, authority: authority.certificate });
  });

  it('is refused where it does not speak for all names, and nothing changes', async () => {
    const { code, stderr } = await stand(['up']);
    expect(stderr).toContain(`certificates.certificate: does not speak for conference.${domain}, `);
    expect(code).toBe(2);
  });

  it('is shown by all nodes, and people stay connected', async () => {
    files = issue(authority, names, 10);
    await connected(() => timed('a certificate from a file', () => up()), trusted);
    trusted = authority.certificate;
    const { fingerprint256 } = new X509Certificate(readFileSync(files.certificate));
    const found = await shown();
    expect(found).toEqual(found.map(() => `sha256 Fingerprint=${fingerprint256}\n`));
  });

  it('is told before it expires, wherever strangers see it', async () => {
    const { probes } = await check('public');
    const told = probes.filter(({ ok }) => !ok).map(({ name, saw }) => [name, saw]);
    const ways = [
      ...['login over STARTTLS', 'login over direct TLS', 'login by port 443'],
      ...['other servers', 'other servers over direct TLS', 'STUN over TLS'],
    ];
    const places = ejabberdHosts.flatMap((name) =>
      ['address', 'IPv6 address'].flatMap((kind) =>
        ways.map((way) => `${way} at the public ${kind} of ${name}`),
      ),
    );
    const saw = expect.stringContaining('certificate by paid for 9 days more');
    expect(told.sort()).toEqual(places.sort().map((place) => [place, saw]));
  });

  it('is not replaced by what obtained one before', async () => {
    const look = 'systemctl is-enabled domain-certificate.timer || true';
    for (const name of ejabberdHosts) expect(await ssh(name, look)).toContain('disabled');
  });

  it('is taken for another when the file has another, and its key is nowhere', async () => {
    const [, secret = ''] = readFileSync(files.key, 'utf8').split('\n');
    expect(JSON.stringify(snapshot())).not.toContain(secret);
    files = issue(authority, names);
    const { stdout } = await stand(['diff', '--json']);
    const { class: name, changes } = JSON.parse(stdout);
    const parts = changes.map(({ part }: { part: string }) => part);
    expect({ name, parts }).toEqual({ name: 'safe', parts: ['service domain_certificate'] });
  });
});

describe('another authority, which is shown records of the zone', () => {
  /** Name of the key by which nodes change the zone. */
  const key = 'stand-key';
  let other: AcmeAuthority;
  let undo = async () => {};

  beforeAll(() => {
    other = acmeAuthority(14100);
    const { directory, authority } = other;
    const challenge = { 'dns-01': { server: strangersAddress, key } };
    describeSource({ source: 'acme', directory, contact, challenge, authority });
  });
  afterAll(() => undo());

  it('is told with what to do where it is not there, and what was shown stays', async () => {
    const before = await shown();
    const { code, stderr } = await stand(['up']);
    expect(code).toBe(1);
    expect(stderr).toContain('service acme failed');
    expect(stderr).toContain(`${other.directory} gave no certificate`);
    expect(stderr).toMatch(/must reach that address by https/);
    const { probes } = await check('hosts');
    const told = probes.filter(({ ok }) => !ok).map(({ name, saw }) => `${name}: ${saw}`);
    expect(told).toEqual(
      ejabberdHosts.map((name) =>
        expect.stringMatching(
          `^certificate of the domain on ${name}: none from .* yet: .*dial tcp`,
        ),
      ),
    );
    expect(await shown()).toEqual(before);
  });

  it('gives a node a certificate without a deployment, by what its key may write', async () => {
    // The resolver that a host has knows the world, and so the zone; that of the lab does not.
    undo = await haveNodesAsk(strangersAddress, domain);
    await allowUpdates(domain, { name: key, secret: vault().vault_acme_tsig as string });
    const next = await other.start(strangersAddress);
    await connected(async () => {
      const said = await timed('a certificate by DNS', () =>
        ssh('e1server', `${program} renew --now`),
      );
      expect(said).toMatch(/^obtained a certificate/);
    }, trusted);
    await shownBy('e1server', next);
    const names = namesOf('e1server').map((name) => `_acme-challenge.${name}`);
    expect(await updatesLogged()).toEqual([{ by: hosts.e1server.public, names }]);
  });
});
