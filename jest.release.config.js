/** The other Debian release, deployed for real, by roles that install their packages themselves. */
process.env.STAND_E2E_CHECKOUT = 'release';

module.exports = { ...require('./jest.e2e.config.js'), roots: ['<rootDir>/__tests__/release'] };
