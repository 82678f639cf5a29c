import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireFittingDatabases } from '../../../cli/guard/kept-databases';
import { buildStand } from '../../../model/build-stand';
import { bookworm, shipped } from '../../fixtures';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'data-'));
});
afterEach(() => rmSync(data, { recursive: true }));

const keep = (host: string, version: string) =>
  mkdirSync(join(data, host, 'postgresql', version, 'main'), { recursive: true });

test('databases of the described release are taken into use', () => {
  requireFittingDatabases({ data }, buildStand(shipped));
  keep('psql1server', '17');
  requireFittingDatabases({ data }, buildStand(shipped));
});

test('those of another are refused, with the hosts whose they are', () => {
  for (const host of ['psql1server', 'bk1server']) keep(host, '17');
  expect(() => requireFittingDatabases({ data }, buildStand(bookworm))).toThrow(
    /^nothing was changed: bookworm has PostgreSQL 15, .*\npsql1server \(17\), bk1server \(17\); describe/,
  );
});

test('those of both are left to who put them there', () => {
  for (const version of ['15', '17']) keep('psql1server', version);
  requireFittingDatabases({ data }, buildStand(bookworm));
});
