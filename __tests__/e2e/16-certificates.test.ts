import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith, root, snapshot } from '../../test-stand/checkout';
import { domain, ejabberdHosts, hosts } from '../../test-stand/hosts';
import { inLab, ssh, stand, succeed, timed, up } from '../../test-stand/stand';
import { addStranger, asStranger, removeStranger } from '../../test-stand/stranger';
import { check, failedOf } from './support/check';
import {
  authorityFile,
  directory,
  refuseToAnswer,
  startAcmeAuthority,
} from './support/services/acme-authority';
import { converse } from './support/services/conversation';
import { fromOutside } from './support/services/xmpp';

/** The lab's address in the public network, where its name server is too. */
const router = '203.0.113.1';
const program = 'sudo /usr/local/libexec/domain-certificate';

let trusted: string;
let restore = () => {};

/** Describes another source, as text. */
function describeSource(source: string): void {
  restore();
  restore = describeWith(`certificates: { ${source} }`);
}
const byAcme = `source: 'acme', directory: '${directory}', contact: 'mailto:admin@${domain}', challenge: 'http-01', authority: '${authorityFile}'`;

beforeAll(async () => {
  await addStranger(router, hosts.e1server.public, []);
  trusted = await startAcmeAuthority(router);
  describeSource(byAcme);
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

const shown = (file = trusted) => Promise.all(ejabberdHosts.map((name) => shownBy(name, file)));

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
      const below = ['conference', 'pubsub', 'upload', name].map((one) => `${one}.${domain}`);
      expect(names.sort()).toEqual([domain, ...below].sort());
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

  it('is what strangers trust who know the domain alone', async () => {
    const { found, logins } = await fromOutside('max', trusted);
    expect(found).toMatch(/^(203\.0\.113\.|2001:db8:5::)[23]:5223$/);
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
  const place = (name: string) => join(root, `${name}.pem`);
  const source =
    "source: 'files', certificate: 'domain.pem', key: 'domain.key.pem', authority: 'files-root.pem'";

  beforeAll(() => {
    const key = [...newKey, 'files-root.key.pem', '-out', 'files-root.pem'];
    openssl('req', '-x509', ...key, '-subj', '/CN=files', '-days', '99');
  });

  it('is refused where it does not speak for all names, and nothing changes', async () => {
    writeCertificate([domain]);
    describeSource(source);
    const { code, stderr } = await stand(['up']);
    expect(stderr).toContain(`certificates.certificate: does not speak for conference.${domain}, `);
    expect(code).toBe(2);
  });

  it('is shown by all nodes, and people stay connected', async () => {
    writeCertificate([domain, `*.${domain}`]);
    await connected(() => timed('a certificate from a file', () => up()), trusted);
    const fingerprint = new X509Certificate(readFileSync(place('domain'))).fingerprint256;
    const found = await shown(place('files-root'));
    expect(found).toEqual(found.map(() => `sha256 Fingerprint=${fingerprint}\n`));
  });

  it('is not replaced by what obtained one before', async () => {
    const look = 'systemctl is-enabled domain-certificate.timer || true';
    for (const name of ejabberdHosts) expect(await ssh(name, look)).toContain('disabled');
  });

  it('is taken for another when the file has another, and its key is nowhere', async () => {
    const [, secret = ''] = readFileSync(place('domain.key'), 'utf8').split('\n');
    expect(JSON.stringify(snapshot())).not.toContain(secret);
    writeCertificate([domain, `*.${domain}`]);
    const { stdout } = await stand(['diff', '--json']);
    const { class: name, changes } = JSON.parse(stdout);
    const parts = changes.map(({ part }: { part: string }) => part);
    expect({ name, parts }).toEqual({ name: 'safe', parts: ['service domain_certificate'] });
  });

  it('stays where an authority is wanted that is gone, which is told with what to do', async () => {
    const before = await shown(place('files-root'));
    await refuseToAnswer();
    describeSource(byAcme);
    const { code, stderr } = await stand(['up']);
    expect(code).toBe(1);
    expect(stderr).toContain('service acme failed');
    expect(stderr).toMatch(/198\.51\.100\.2:14000\/dir gave no certificate/);
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
    expect(await shown(place('files-root'))).toEqual(before);
  });
});

const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: root, stdio: 'pipe' });
const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout'];

/** Puts a certificate for names into the copied checkout, with its key. */
function writeCertificate(names: readonly string[]): void {
  const signer = ['-CA', 'files-root.pem', '-CAkey', 'files-root.key.pem', '-days', '90'];
  const alternative = `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}`;
  const extensions = ['-addext', alternative, '-addext', 'basicConstraints=critical,CA:FALSE'];
  const request = [...newKey, 'domain.key.pem', '-subj', '/CN=domain', ...extensions];
  openssl('req', '-x509', ...request, ...signer, '-out', 'domain.pem');
}
