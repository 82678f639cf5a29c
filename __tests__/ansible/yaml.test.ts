import fc from 'fast-check';
import { parse } from 'yaml';
import { toYaml } from '../../ansible/yaml';

test('whatever a role is told is read back as it was', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(parse(toYaml(value))).toEqual(value);
    }),
  );
});

test('texts keep their lines, long lines stay whole', () => {
  const long = 'word '.repeat(60).trim();
  expect(toYaml({ text: `one\n${long}\n` })).toBe(`text: |\n  one\n  ${long}\n`);
  expect(toYaml({ text: long })).toBe(`text: ${long}\n`);
});
