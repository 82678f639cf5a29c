// The same as environment.sh, for Node.js, which may start without any of the project's shell scripts, as
// under `npx cdktf`. It is not a TypeScript module, so that it runs before anything reads process.env.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const patterns = readFileSync(join(__dirname, 'environment.list'), 'utf8')
  .split('\n')
  .filter((line) => /^[^#]/.test(line))
  .map((line) => line.replaceAll('*', '.*'));
const taken = new RegExp(`^(${patterns.join('|')})$`);

for (const name of Object.keys(process.env)) {
  if (!taken.test(name)) delete process.env[name];
}
const folders = (process.env.PATH ?? '').split(':').filter(Boolean);
const system = ['/usr/local/sbin', '/usr/sbin', '/sbin'].filter((name) => !folders.includes(name));
process.env.PATH = [...folders, ...system].join(':');
process.env.LC_ALL = 'C.UTF-8';
process.umask(0o022);
