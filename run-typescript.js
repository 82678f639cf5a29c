// Lets Node run the project's TypeScript: node --require ./run-typescript.js FILE
// What anything reads of the environment, it reads after this.
require('./controller/environment');
// CDKTF comes before tsx, which would look for something to translate in each of its hundreds of files.
require('cdktf');
require('tsx/cjs');
