// Lets Node run the project's TypeScript: node --require ./run-typescript.js FILE
// What anything reads of the environment, it reads after this.
require('./controller/environment');
// These come before tsx, which would look for something to translate in each of their hundreds of files.
for (const name of ['cdktf', '@cdktf/provider-libvirt', 'commander', 'yaml']) require(name);
require('tsx/cjs');
