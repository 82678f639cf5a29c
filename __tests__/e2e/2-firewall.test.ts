import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { paths, root } from '../../test-stand/checkout';

describe('a machine whose own firewall drops what is forwarded', () => {
  it('lets the lab out while it runs, and is left as it was', () => {
    const folder = mkdtempSync(join(tmpdir(), 'stand-test-'));
    const program = join(paths.cache, 'packages', 'nftables');
    try {
      execFileSync(join(root, 'lab', 'unpack'), ['nftables', program]);
      const script = join(__dirname, 'support', 'dropping-firewall');
      const command = [script, join(root, 'lab', 'uplink'), program, folder];
      const said = execFileSync('unshare', ['--net', ...command], { encoding: 'utf8' });
      expect(said.trim().split('\n')).toEqual(['dropped', 'through', 'dropped']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
