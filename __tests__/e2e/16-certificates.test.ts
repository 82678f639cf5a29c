import { describeWith } from '../../test-stand/checkout';
import { domain, ejabberdHosts, hosts } from '../../test-stand/hosts';
import { ssh, stand, succeed, timed, up } from '../../test-stand/stand';
import { addStranger, asStranger, removeStranger } from '../../test-stand/stranger';
import { check, failedOf } from './support/check';
import { authorityFile, directory, startAcmeAuthority } from './support/services/acme-authority';
import { converse } from './support/services/conversation';
import { fromOutside } from './support/services/xmpp';

/** The lab's address in the public network, where its name server is too. */
const router = '203.0.113.1';
const program = 'sudo /usr/local/libexec/domain-certificate';

let trusted: string;
let restore: () => void;

beforeAll(async () => {
  await addStranger(router, hosts.e1server.public, []);
  trusted = await startAcmeAuthority(router);
  restore = describeWith(
    `certificates: { source: 'acme', directory: '${directory}', contact: 'mailto:admin@${domain}', challenge: 'http-01', authority: '${authorityFile}' }`,
  );
});
afterAll(async () => {
  restore();
  await removeStranger();
});

/** The fingerprint of what a stranger is shown, who trusts the authority alone. */
function shownAt(address: string, port: number): Promise<string> {
  const look = `openssl s_client -connect ${address}:${port} -servername ${domain} -verify_hostname ${domain} -verify_return_error -CAfile "$0" < /dev/null | openssl x509 -noout -fingerprint -sha256`;
  return asStranger(['sh', '-c', look, trusted]);
}

/** What is shown by direct TLS, by the port of the web, and by HAProxy itself, of each node. */
async function shown(): Promise<string[]> {
  const ports = [5223, 5270, 443, 5349];
  const found = ejabberdHosts.map(async (name) => {
    const here = await Promise.all(ports.map((port) => shownAt(hosts[name].public, port)));
    expect(new Set(here).size).toBe(1);
    return here[0] as string;
  });
  return Promise.all(found);
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
    const conversation = await converse('e1server', 'e2server');
    await timed('certificates by ACME', () => up());
    expect(await conversation.end()).toMatchObject({ notReceived: [], logins: [1, 1] });
    const [one, other] = await shown();
    expect(one).not.toBe(other);
    for (const name of ejabberdHosts)
      expect(
        await ssh(name, 'openssl x509 -in /etc/ssl/certs/domain.crt -noout -ext subjectAltName'),
      ).toContain(`DNS:upload.${domain}, DNS:${name}.${domain}`);
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

  it('is what strangers trust who know the domain alone', async () => {
    const { found, logins } = await fromOutside('max', trusted);
    expect(found).toMatch(/^203\.0\.113\.[23]:5223$/);
    const ways = { STARTTLS: 'TLSv1.3', 'direct TLS': 'TLSv1.3', 443: 'TLSv1.3' };
    expect(logins).toEqual({ e1server: ways, e2server: ways });
  });

  it('is what every check trusts', async () => {
    const report = await check('messaging', 'ejabberd', 'hosts', 'public');
    expect(failedOf(report)).toEqual([]);
    expect(report.probes.map(({ name }) => name)).toContain(
      'certificate of the domain on e2server',
    );
  });

  it('renews while people are connected, who notice nothing', async () => {
    const before = await shown();
    const conversation = await converse('e1server', 'e2server', { trusted });
    const said = await Promise.all(
      ejabberdHosts.map((name) => ssh(name, `${program} renew --now`)),
    );
    expect(said).toEqual(said.map(() => expect.stringMatching(/^obtained a certificate/)));
    const after = await shown();
    expect(await conversation.end()).toMatchObject({ notReceived: [], logins: [1, 1] });
    for (const [index, fingerprint] of after.entries()) expect(fingerprint).not.toBe(before[index]);
  });

  it('leaves nothing to do', async () => {
    await succeed(['diff']);
    await ssh('e1server', `${program} renew`);
  });
});

describe('an authority that is gone', () => {
  beforeAll(async () => {
    await removeStranger();
    // As where none was obtained yet.
    await ssh('e2server', 'sudo rm /var/lib/domain-certificate/state.json');
  });

  it('is told by the deployment and by checks, with what to do', async () => {
    const { code, stderr } = await stand(['up', '--converge']);
    expect(code).toBe(1);
    expect(stderr).toContain('service acme failed');
    expect(stderr).toMatch(/198\.51\.100\.2:14000\/dir gave no certificate/);
    expect(stderr).toMatch(/must reach that address by https/);
    const { probes } = await check('hosts');
    const told = probes.filter(({ ok }) => !ok).map(({ name, saw }) => `${name}: ${saw}`);
    expect(told).toEqual([
      expect.stringMatching(/^certificate of the domain on e2server: none from .* yet: .*dial tcp/),
    ]);
  });

  it('keeps nobody from the stand: what was shown before is shown', async () => {
    expect(failedOf(await check('messaging'))).toEqual([]);
  });
});
