/** A stand whose deployments are killed at moments that a seed chooses. */
process.env.STAND_E2E_CHECKOUT = 'kills';

module.exports = {
  ...require('./jest.e2e.config.js'),
  roots: ['<rootDir>/__tests__/kills'],
  globalSetup: '<rootDir>/test-stand/set-up.ts',
};
