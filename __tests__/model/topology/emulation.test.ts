import { buildStand } from '../../../model/build-stand';
import { answerTimeout } from '../../../model/topology/emulation';
import { vary } from '../../fixtures';

const by = (hypervisor: 'lxc' | 'kvm' | 'qemu') => buildStand(vary({ hypervisor }));

test.each(['lxc', 'kvm'] as const)('%s: a host answers in its usual time', (hypervisor) => {
  expect(answerTimeout(by(hypervisor))).toBeUndefined();
});

test('an emulated host may take minutes to answer', () => {
  expect(answerTimeout(by('qemu'))).toBeGreaterThan(60);
});
