// Lets Node run the project's TypeScript: node --require ./run-typescript.js FILE
// CDKTF comes first: tsx would look for something to translate in each of its hundreds of files.
require('cdktf');
require('tsx/cjs');
