import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { needs } from '../support/needs';

const script = join(__dirname, '../../lab/uplink');

/** Adds and deletes rules of two labs, the one named as the other begins, in a network of their own. */
const story = `
set -eu
"$1" add one; "$1" add two; "$1" add two
mv moved/lab.conf two/lab.conf
"$1" delete two
iptables-save | grep -o 'comment stand-.*'
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'uplink-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

needs('iptables-save', 'unshare')(
  'rules go with their lab, also those of a killed run that had another address',
  () => {
    const labs = { one: ['a', 1], two: ['ab', 5], moved: ['ab', 9] };
    for (const [lab, [name, number]] of Object.entries(labs)) {
      mkdirSync(join(folder, lab));
      const lines = [
        `NAME=stand-${name}`,
        `VETH=stand-${name}`,
        `UPLINK_INNER=10.255.254.${number}`,
      ];
      writeFileSync(join(folder, lab, 'lab.conf'), lines.map((line) => `LAB_${line}\n`).join(''));
    }
    const command = ['--map-root-user', '--net', 'bash', '-c', story, 'story', script];
    const left = execFileSync('unshare', command, { cwd: folder, encoding: 'utf8' });
    expect(left.trim().split('\n').sort()).toEqual([
      'comment stand-a -j ACCEPT',
      'comment stand-a -j ACCEPT',
      'comment stand-a -j MASQUERADE',
    ]);
  },
);
