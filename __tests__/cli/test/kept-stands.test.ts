import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { directions } from '../../../cli/test/kept-stands';
import { homeOf, rootOf } from '../../../test-stand/places';

test('a shell takes the commands as they are told, whatever the folder is called', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kept-'));
  const root = join(folder, basename(rootOf()));
  mkdirSync(root);
  writeFileSync(join(root, 'stand'), '#!/bin/sh\necho "$PWD|$HOME|$*"\n', { mode: 0o755 });
  const [where, ...commands] = directions(root);
  const said = commands.map((line) =>
    execFileSync('sh', ['-c', line.slice(line.indexOf(': ') + 2)], { encoding: 'utf8' }).trim(),
  );
  expect(where).toContain(root);
  expect(said).toEqual([`${root}|${homeOf(root)}|status`, `${root}|${homeOf(root)}|down`]);
  rmSync(folder, { recursive: true });
});
