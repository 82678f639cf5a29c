/** The end-to-end test: one stand, deployed for real, and test files that come one after another. */
module.exports = {
  roots: ['<rootDir>/__tests__/e2e'],
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022' } }] },
  maxWorkers: 1,
  testSequencer: '<rootDir>/__tests__/e2e/support/sequencer.js',
  globalSetup: '<rootDir>/test-stand/set-up.ts',
  globalTeardown: '<rootDir>/test-stand/tear-down.ts',
  testTimeout: 26 * 60 * 1000,
  verbose: true,
};
