/** A stand that another version of this project has deployed. */
process.env.STAND_E2E_CHECKOUT = 'upgrade';

module.exports = {
  ...require('./jest.e2e.config.js'),
  roots: ['<rootDir>/__tests__/upgrade'],
  globalSetup: '<rootDir>/test-stand/set-up.ts',
};
