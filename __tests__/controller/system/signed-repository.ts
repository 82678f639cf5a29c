import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';

const suite = 'dists/stable';
const index = `${suite}/main/binary-amd64/Packages`;

/** A Debian repository on this machine, with one package and a key of its own. */
export class SignedRepository {
  readonly fingerprint: string;
  readonly deb: string;
  private readonly gnupg: string;
  private server: Server = createServer();

  /** @param folder an empty one, to work in */
  constructor(private readonly folder: string) {
    this.gnupg = join(folder, 'gnupg');
    mkdirSync(this.gnupg, { mode: 0o700 });
    this.fingerprint = this.makeKey();
    this.deb = this.publish();
  }

  /** Begins to serve it. @returns its address */
  async listen(): Promise<string> {
    this.server = createServer(({ url = '' }, response) => {
      try {
        response.end(readFileSync(join(this.folder, 'www', url)));
      } catch {
        response.writeHead(404).end();
      }
    });
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
    execFileSync('gpgconf', ['--homedir', this.gnupg, '--kill', 'all']);
  }

  /** Path of a served file on disk. */
  at(path: string): string {
    return join(this.folder, 'www', path);
  }

  /** Another key's public half. */
  makeKey(name = 'repository@example.org'): string {
    this.gpg('--passphrase', '', '--quick-generate-key', name, 'ed25519', 'sign', 'never');
    const listing = this.gpg('--with-colons', '--list-keys', name);
    return /^fpr:+([0-9A-F]{40}):/m.exec(listing)?.[1] as string;
  }

  /** Signs the index by a key. */
  sign(key: string): void {
    const release = this.at(`${suite}/Release`);
    const output = this.at(`${suite}/InRelease`);
    this.gpg('--yes', '--local-user', key, '--output', output, '--clear-sign', release);
  }

  private publish(): string {
    const deb = 'pool/greeting_1.0_amd64.deb';
    const control = 'Package: greeting\nVersion: 1.0\nArchitecture: amd64\nDescription: a test\n';
    // dpkg-deb refuses a folder that, by the caller's umask, is for its owner alone.
    mkdirSync(this.at('../tree/DEBIAN'), { recursive: true });
    chmodSync(this.at('../tree/DEBIAN'), 0o755);
    this.write('../tree/DEBIAN/control', `${control}Maintainer: nobody <nobody@example.org>\n`);
    mkdirSync(dirname(this.at(deb)), { recursive: true });
    execFileSync('dpkg-deb', ['--build', '--root-owner-group', this.at('../tree'), this.at(deb)]);
    const file = `Filename: ${deb}\nSize: ${statSync(this.at(deb)).size}\nSHA256: ${this.digest(deb)}\n`;
    this.write(index, `${control}Maintainer: nobody\n${file}`);
    const line = ` ${this.digest(index)} ${statSync(this.at(index)).size} main/binary-amd64/Packages`;
    const date = new Date().toUTCString();
    this.write(
      `${suite}/Release`,
      `Suite: stable\nCodename: stable\nArchitectures: amd64\nComponents: main\nDate: ${date}\nSHA256:\n${line}\n`,
    );
    this.sign(this.fingerprint);
    this.gpg('--yes', '--output', this.at('key'), '--export', this.fingerprint);
    return this.at(deb);
  }

  private write(path: string, text: string): void {
    mkdirSync(dirname(this.at(path)), { recursive: true });
    writeFileSync(this.at(path), text);
  }

  private digest(path: string): string {
    return createHash('sha256')
      .update(readFileSync(this.at(path)))
      .digest('hex');
  }

  gpg(...args: string[]): string {
    const common = ['--batch', '--quiet', '--homedir', this.gnupg];
    return execFileSync('gpg', [...common, ...args], { encoding: 'utf8' });
  }
}
