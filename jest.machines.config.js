/** Virtual machines, deployed for real: by QEMU, so that a machine without KVM can. */
// The paths of disks go through programs of which nobody knows what they take.
process.env.STAND_E2E_CHECKOUT = 'machines';

module.exports = {
  ...require('./jest.e2e.config.js'),
  roots: ['<rootDir>/__tests__/machines'],
  // Each deploys its own stand in the same place.
  maxWorkers: 1,
  globalSetup: '<rootDir>/test-stand/set-up-machines.ts',
};
