import { exitCodes } from '../../../controller/errors';
import { installPackages, missingPackages } from '../../../controller/system/packages';
import { buildStand } from '../../../model/build-stand';
import { shipped } from '../../fixtures';

const terminal = Object.getOwnPropertyDescriptor(process.stdin, 'isTTY');
beforeEach(() =>
  Object.defineProperty(process.stdin, 'isTTY', { value: false, configurable: true }),
);
afterEach(() => {
  if (terminal) Object.defineProperty(process.stdin, 'isTTY', terminal);
});

test('nothing is installed without consent; the command that installs it is named', async () => {
  await expect(installPackages(['libvirt-daemon', 'dnsmasq-base'], false)).rejects.toMatchObject({
    name: 'StandError',
    message: expect.stringContaining('libvirt-daemon'),
    exitCode: exitCodes.unprepared,
  });
});

test('a program is found on the path', () => {
  // Every machine that runs these tests has mount; its package is never missing.
  expect(missingPackages(buildStand(shipped))).not.toContain('mount');
});
