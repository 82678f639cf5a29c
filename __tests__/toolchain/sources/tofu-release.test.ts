import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PLATFORM } from '../../../toolchain/platform';
import { checksums, downloadTofu } from '../../../toolchain/sources/tofu-release';
import { needs } from '../../support/needs';

const test = needs('tar');

const RELEASE = '9.9.9';
const NAME = `tofu_${RELEASE}_${PLATFORM.os}_${PLATFORM.arch}.tar.gz`;

let server: Server;
let releases: string;
let folder: string;
let published: Record<string, Buffer>;

/** A release host on loopback with a packed program. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'release-'));
  writeFileSync(join(folder, 'tofu'), '#!/bin/sh\necho tofu\n', { mode: 0o755 });
  const archive = execFileSync('tar', ['-czf', '-', '-C', folder, 'tofu']);
  const sum = createHash('sha256').update(archive).digest('hex');
  published = {
    [`/v${RELEASE}/${NAME}`]: archive,
    [`/v${RELEASE}/tofu_${RELEASE}_SHA256SUMS`]: Buffer.from(
      `${'0'.repeat(64)}  other\n${sum}  ${NAME}\n`,
    ),
  };
  server = createServer((request, response) => {
    const body = published[request.url ?? ''];
    response.writeHead(body ? 200 : 404).end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  releases = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  await new Promise((done) => server.close(done));
  rmSync(folder, { recursive: true });
});

test('the program of a release is downloaded and unpacked', async () => {
  const sums = (await checksums(RELEASE, releases)) ?? '';
  await downloadTofu(RELEASE, sums, join(folder, 'out'), releases);
  expect(execFileSync(join(folder, 'out/tofu'), { encoding: 'utf8' })).toBe('tofu\n');
});

test('an archive that is not the published one is refused before it is unpacked', async () => {
  const sums = (await checksums(RELEASE, releases)) ?? '';
  published[`/v${RELEASE}/${NAME}`] = Buffer.from('something else');
  const download = downloadTofu(RELEASE, sums, join(folder, 'out'), releases);
  await expect(download).rejects.toThrow('SHA-256 must be the one that the release states');
  expect(existsSync(join(folder, 'out'))).toBe(false);
});

test('a missing archive is named with its address', async () => {
  delete published[`/v${RELEASE}/${NAME}`];
  const download = downloadTofu(RELEASE, '', join(folder, 'out'), releases);
  await expect(download).rejects.toThrow(`${releases}/v${RELEASE}/${NAME}: 404`);
});

test('a host that does not answer, or has no such release, has no checksums', async () => {
  expect(await checksums('0.0.1', releases)).toBeUndefined();
  expect(await checksums(RELEASE, 'http://127.0.0.1:1')).toBeUndefined();
});
