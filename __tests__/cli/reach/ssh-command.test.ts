import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sshCommandOf } from '../../../cli/reach/ssh-command';
import { projectPaths } from '../../../controller/paths';
import { buildStand } from '../../../model/build-stand';
import { hostOf, shipped } from '../../fixtures';

it('logs in by the generated configuration alone, also where nothing was generated yet', () => {
  const root = mkdtempSync(join(tmpdir(), 'ssh-command-'));
  try {
    const stand = buildStand(shipped);
    const paths = projectPaths(root);
    expect(sshCommandOf(paths, stand)(hostOf(stand, 'e1server'), ['hostname'])).toEqual([
      ...['ssh', '-F', paths.sshConfig],
      ...['192.168.121.10', 'hostname'],
    ]);
    expect(readFileSync(paths.sshConfig, 'utf8')).toContain('Host e1server 192.168.121.10');
  } finally {
    rmSync(root, { recursive: true });
  }
});
