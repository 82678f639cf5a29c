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

test('those of another version are refused, with the hosts whose they are', () => {
  for (const host of ['psql1server', 'bk1server']) keep(host, '17');
  expect(() => requireFittingDatabases({ data }, buildStand(bookworm))).toThrow(
    /^nothing was changed: PostgreSQL 15, .* of psql1server \(17\), bk1server \(17\);\n.*\nto go back .* --back$/,
  );
});

test('those of an earlier version are converted, when the release is the described one', () => {
  keep('psql1server', '15');
  expect(() => requireFittingDatabases({ data }, buildStand(shipped))).toThrow(
    /of psql1server \(15\);\n.* set postgresqlVersion .*\nto convert them, .*: \.\/stand upgrade postgresql$/,
  );
});

test('of several the newest one counts', () => {
  for (const version of ['15', '17']) keep('psql1server', version);
  mkdirSync(join(data, 'psql1server', 'postgresql', '17.until-2030-01-02', 'main'), {
    recursive: true,
  });
  requireFittingDatabases({ data }, buildStand(shipped));
  expect(() => requireFittingDatabases({ data }, buildStand(bookworm))).toThrow(/\(17\)/);
});

test('an earlier version is described by its number', () => {
  keep('psql1server', '15');
  requireFittingDatabases({ data }, buildStand({ ...shipped, postgresqlVersion: 15 }));
});
