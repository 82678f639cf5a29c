/** The end-to-end test: one stand, deployed for real, and test files that take turns by their numbers. */
module.exports = {
  roots: ['<rootDir>/__tests__/e2e'],
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022' } }] },
  runner: '<rootDir>/__tests__/e2e/support/runner.js',
  testSequencer: '<rootDir>/__tests__/e2e/support/sequencer.js',
  // They wait more than they work.
  maxWorkers: 3,
  globalSetup: '<rootDir>/test-stand/set-up-exposed.ts',
  globalTeardown: '<rootDir>/test-stand/tear-down.ts',
  testTimeout: 26 * 60 * 1000,
  verbose: true,
};
