/** Virtual machines, deployed for real: by QEMU, so that a machine without KVM can. */
module.exports = { ...require('./jest.e2e.config.js'), roots: ['<rootDir>/__tests__/machines'] };
