const { existsSync, readdirSync } = require('node:fs');
const { join } = require('node:path');

const packages = join(__dirname, 'packages');
const packageTests = readdirSync(packages)
  .map((name) => join(packages, name, '__tests__'))
  .filter(existsSync);

/** Unit tests. Those that drive a real stand have a configuration of their own in their folders. */
module.exports = {
  // Only these folders are crawled: a lab's root file systems lie under the project as well.
  roots: [join(__dirname, '__tests__'), ...packageTests],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '/__tests__/e2e/',
    '/__tests__/floating/',
    '/__tests__/kills/',
    '/__tests__/life/',
    '/__tests__/machines/',
    '/__tests__/release/',
    '/__tests__/upgrade/',
  ],
  testEnvironment: 'node',
  globalSetup: join(__dirname, '__tests__', 'set-up.ts'),
  globalTeardown: join(__dirname, '__tests__', 'tear-down.ts'),
  transform: { '\\.ts$': '@swc/jest' },
};
