/** What becomes of a stand in the months after its deployment, while people use it. */
process.env.STAND_E2E_CHECKOUT = 'life';
// None of its files deploys the stand.
process.env.STAND_E2E_DEPLOY = 'true';

module.exports = {
  ...require('./jest.e2e.config.js'),
  roots: ['<rootDir>/__tests__/life'],
  globalSetup: '<rootDir>/test-stand/set-up.ts',
};
