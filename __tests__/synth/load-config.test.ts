import { hasKvm } from '../../controller/system/kvm';
import { loadConfig } from '../../synth/load-config';
import { shipped } from '../fixtures';

jest.mock('../../controller/system/kvm');
const chosen = process.env.STAND_HYPERVISOR;
beforeEach(() => delete process.env.STAND_HYPERVISOR);
afterEach(() => jest.dontMock('../../stand.config'));
afterAll(() => {
  if (chosen !== undefined) process.env.STAND_HYPERVISOR = chosen;
});

test.each([
  [true, 'kvm'],
  [false, 'lxc'],
])('where KVM is there: %s, `auto` means %s', (there, hypervisor) => {
  jest.mocked(hasKvm).mockReturnValue(there);
  expect(loadConfig().hypervisor).toBe(hypervisor);
});

test.each([
  [{}, 'lxc'],
  [{ hv1: { uri: 'qemu+ssh://hv1/system' } }, 'kvm'],
])('without KVM here, `auto` with the hypervisors %j means %s', (hypervisors, hypervisor) => {
  const described = { ...shipped, hypervisors };
  jest.doMock('../../stand.config', () => ({ __esModule: true, default: described }));
  jest.isolateModules(() => {
    const { hasKvm } = require('../../controller/system/kvm');
    hasKvm.mockReturnValue(false);
    const { loadConfig } = require('../../synth/load-config');
    expect(loadConfig().hypervisor).toBe(hypervisor);
  });
});

test('a description of the wrong kinds is refused before anything reads it', () => {
  const described = { __esModule: true, default: { hypervisors: { hv1: null } } };
  jest.doMock('../../stand.config', () => described);
  jest.isolateModules(() => {
    const { loadConfig } = require('../../synth/load-config');
    expect(loadConfig).toThrow(/hypervisors\.hv1: must be an object; got null/);
  });
});

test('a syntax error in the description is reported with its line, without a stack trace', () => {
  jest.doMock('../../stand.config', () => {
    const where = '/stand/stand.config.ts:86:2: ERROR: Expected "}" but found "state"';
    throw new Error(`Transform failed with 1 error:\n${where}`);
  });
  jest.isolateModules(() => {
    const { loadConfig } = require('../../synth/load-config');
    expect(loadConfig).toThrow(
      /^stand\.config\.ts cannot be read:\n {2}\S+:86:2: ERROR: Expected "}" but found "state"$/,
    );
  });
});

test('what is chosen for one run counts', () => {
  process.env.STAND_HYPERVISOR = 'qemu';
  expect(loadConfig().hypervisor).toBe('qemu');
});
