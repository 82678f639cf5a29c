import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasKvm } from '../../../controller/system/kvm';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stand-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function machine(flags: string, device = true): boolean {
  const [kvm, processors] = [join(folder, 'kvm'), join(folder, 'cpuinfo')];
  if (device) writeFileSync(kvm, '');
  writeFileSync(processors, `processor\t: 0\nflags\t\t: fpu ${flags} sse\n`);
  return hasKvm(kvm, processors);
}

test.each(['vmx', 'svm'])('a processor with %s and its device run machines', (flag) => {
  expect(machine(flag)).toBe(true);
});

test('a device inside a virtual machine whose processor has neither does not', () => {
  expect(machine('hypervisor')).toBe(false);
});

test('neither does a machine without the device', () => {
  expect(machine('vmx', false)).toBe(false);
});
