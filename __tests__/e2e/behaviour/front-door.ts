import { addressOf, domain, ejabberdHosts, hosts } from '../../../test-stand/hosts';
import { inLab, ssh } from '../../../test-stand/stand';
import { onHost } from '../support/guest';
import { authority } from '../support/secrets';
import { interoperate } from '../support/services/xmpp';

const own = '192.168.121.1';

/** What curl says of a URL of the domain at a node. */
function curl(node: (typeof ejabberdHosts)[number], format: string, ...words: string[]) {
  const resolved = [80, 443].flatMap((port) => [
    '--resolve',
    `${domain}:${port}:${hosts[node].management}`,
  ]);
  const quiet = ['--silent', '--output', '/dev/null', '--write-out', format];
  return inLab(['curl', ...quiet, '--cacert', authority, '--noproxy', '*', ...resolved, ...words]);
}

/** The TLS connection that OpenSSL gets, for whom the certificate must be the domain's; else it throws. */
function tls(node: (typeof ejabberdHosts)[number], port: number, ...words: string[]) {
  const place = ['-connect', `${hosts[node].management}:${port}`, '-servername', domain];
  const verified = ['-CAfile', authority, '-verify_hostname', domain, '-verify_return_error'];
  return inLab(['openssl', 's_client', '-brief', ...place, ...verified, ...words]);
}

/** Who comes by the ports of the web, and by those where TLS comes first. */
export function describeFrontDoor(): void {
  describe.each(ejabberdHosts)('the front door of %s', (node) => {
    it('sends browsers from http to https, with their path', async () => {
      const path = '/.well-known/host-meta.json?of=all';
      const format = '%{http_code} %{num_redirects} %{url_effective}';
      expect(await curl(node, format, '--location', `http://${domain}${path}`)).toBe(
        `200 1 https://${domain}${path}`,
      );
      expect(await curl(node, '%{http_code}', `http://${domain}${path}`)).toBe('301');
      expect(await curl(node, '%{http_code}', '--data', 'a=b', `http://${domain}/`)).toBe('404');
    });

    it('has no commands for those who come by it', async () => {
      const asked = ['--data', '{}', `https://${domain}/api/status`];
      expect(await curl(node, '%{http_code}', ...asked)).toBe('404');
      // Not even for the host itself, which is loopback where it says so and nowhere else.
      const places = [
        ['127.0.0.1', 443],
        [addressOf(node), 443],
        [addressOf(node), 5443],
        ['127.0.0.1', 5443],
      ];
      const statuses = await onHost(node, 'commands.py', { domain, places });
      expect(statuses).toEqual([404, 404, 403, 200]);
    });

    it('shows pages by the name of the domain alone, and of no folder but theirs', async () => {
      const odd = ['..%2f..%2fetc%2fpasswd', 'converse/.of', '%00', 'a'.repeat(300), 'nothing'];
      const asked = odd.map((path) => curl(node, '%{http_code}', `https://${domain}/${path}`));
      expect(new Set(await Promise.all(asked))).toEqual(new Set(['404']));
      const named = ['--header', `Host: ${node}.${domain}`, `https://${domain}/help`];
      const led = await curl(node, '%{http_code} %{redirect_url}', ...named);
      expect(led).toBe(`302 https://${domain}/help`);
      expect(await curl(node, '%{http_code}', '--data', 'a=b', `https://${domain}/`)).toBe('404');
    });

    it.each([
      [443, 'xmpp-client'],
      [443, 'xmpp-server'],
      [443, 'http/1.1'],
      [5270, 'xmpp-server'],
      [5349, ''],
    ])('shows the certificate on port %i to %s', async (port, protocol) => {
      await tls(node, port, ...(protocol ? ['-alpn', protocol] : []));
    });

    it('speaks no TLS older than 1.2', async () => {
      const old = ['-tls1_1', '-cipher', 'DEFAULT@SECLEVEL=0'];
      for (const port of [443, 5270, 5349]) {
        await expect(tls(node, port, ...old)).rejects.toThrow('alert protocol version');
      }
    });
  });

  describe('who comes by port 443', () => {
    it('is seen by the own address', async () => {
      const seen = await interoperate('seen.py');
      const same = { own, seen: own };
      expect(seen).toEqual(Object.fromEntries(ejabberdHosts.map((node) => [node, same])));
    });

    it('is banned alone for failing too often', async () => {
      const task = { address: addressOf('e1server'), domain };
      const stranger = addressOf('gw1server');
      try {
        const tried = await onHost('gw1server', 'fail2ban.py', task);
        const ended = 'policy-violation';
        expect(tried).toEqual({ refusals: 19, end: ended, next: ended });
        await expect(interoperate('seen.py', ['e1server'])).resolves.toBeDefined();
      } finally {
        await ssh('e1server', `sudo ejabberdctl unban_ip ::ffff:${stranger}`);
      }
    });
  });
}
