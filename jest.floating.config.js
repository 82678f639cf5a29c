/** A stand with floating addresses, whose nodes and gateway are lost one after another. */
process.env.STAND_E2E_CHECKOUT = 'floating';
// Its files find the stand.
process.env.STAND_E2E_DEPLOY = 'true';

module.exports = {
  ...require('./jest.e2e.config.js'),
  roots: ['<rootDir>/__tests__/floating'],
  globalSetup: '<rootDir>/test-stand/set-up-floating.ts',
};
