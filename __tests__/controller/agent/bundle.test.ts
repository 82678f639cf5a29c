import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../../../controller/agent/bundle';
import { needs } from '../../support/needs';

const guest = join(__dirname, '..', '..', '..', 'operations', 'guest');
const scripts = readdirSync(guest).filter((name) => name.endsWith('.py'));

needs('python3')('every script is Python, with the modules it needs', () => {
  const compile =
    'import json, sys; [compile(text, name, "exec") for name, text in json.load(sys.stdin)]';
  const input = JSON.stringify(scripts.map((name) => [name, bundle(join(guest, name))]));
  execFileSync('python3', ['-c', compile], { input, stdio: 'pipe' });
  expect(scripts).toContain('recover.py');
});

test('a script finds the modules that its modules need before they need them', () => {
  const defined = [...bundle(join(guest, 'recover.py')).matchAll(/^_define\("(\w+)"/gm)].map(
    ([, name]) => name,
  );
  expect(defined).toEqual(['patroni', 'pgbackrest', 'scratch']);
});

test('a script without modules is sent as it is', () => {
  expect(bundle(join(guest, 'stop.py'))).not.toContain('_define');
});
