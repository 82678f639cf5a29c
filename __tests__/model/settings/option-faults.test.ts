import { optionFaults } from '../../../model/settings/option-faults';
import type { RoleOption } from '../../../model/settings/role-options';

const mounts: RoleOption = {
  type: 'list',
  elements: 'dict',
  description: 'Mounts.',
  options: {
    path: { type: 'path', required: true, description: 'Where.' },
    mode: { type: 'int', description: 'Mode.' },
  },
};

test.each([
  ['a key that is missing', [{ mode: 1 }], 'mounts[0].path is missing', 'add path'],
  [
    'an unknown key',
    [{ path: '/' }, { path: '/', modes: 1 }],
    'mounts[1].modes is an unknown key',
    "did you mean 'mode'?",
  ],
  [
    'a value of another type',
    [{ path: 1 }],
    'mounts[0].path must be a path, as a string; got 1',
    'its meaning: Where.',
  ],
])('%s is told with its place', (_, value, what, remedy) => {
  expect(optionFaults('mounts', value, mounts)).toEqual([{ what, remedy }]);
});

test('what has the keys and types of the option is taken', () => {
  expect(optionFaults('mounts', [{ path: '/' }, { path: '/a', mode: 0o700 }], mounts)).toEqual([]);
});
