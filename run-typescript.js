// Lets Node run the project's TypeScript: node --require ./run-typescript.js FILE
// Whose shell it was must not show in what is made; what is secret has modes of its own.
process.umask(0o022);
// CDKTF comes first: tsx would look for something to translate in each of its hundreds of files.
require('cdktf');
require('tsx/cjs');
