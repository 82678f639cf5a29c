import fc from 'fast-check';
import { parse } from 'yaml';
import { toYaml } from '../src/yaml';
import { text } from './arbitraries/basics';

describe('toYaml', () => {
  test('renders text of several lines as a literal block', () => {
    expect(toYaml({ content: '[Match]\n  Name=eth0\n\tX\n' })).toBe(
      'content: |\n  [Match]\n    Name=eth0\n  \tX\n',
    );
  });

  test('does not fold long lines', () => {
    const line = 'word '.repeat(60).trim();
    expect(toYaml({ line })).toBe(`line: ${line}\n`);
  });

  test.each(['0644', 'yes', 'off', '1:30', '52:54:00:12:34:56', '2031-12-31', '1_000', '=', '<<'])(
    'quotes the string %j, which YAML 1.1 would read as something else',
    (value) => {
      expect(toYaml({ value })).toBe(`value: "${value}"\n`);
    },
  );

  // PyYAML refuses the first three in the open and drops the blanks of the others.
  test.each(['\u007f', '\u0085 a', 'a\tb', ' \n', 'a\n\t'])('escapes %j', (value) => {
    expect(toYaml({ value })).toMatch(/^value: "[\x20-\x7e]+"\n$/);
    expect(parse(toYaml({ value }))).toEqual({ value });
  });

  test('repeats what occurs twice instead of pointing at it', () => {
    const shared = { a: 1 };
    expect(toYaml([shared, shared])).toBe('- a: 1\n- a: 1\n');
  });

  test('leaves out keys that are undefined', () => {
    expect(toYaml({ a: undefined, b: null })).toBe('b: null\n');
  });

  test.each(['1.1', '1.2'] as const)(
    'any text survives YAML %s, as a value and as a key',
    (version) => {
      fc.assert(
        fc.property(text, (value) => {
          const data = new Map([[value, [value]]]);
          expect(parse(toYaml(data), { version, mapAsMap: true })).toEqual(data);
        }),
        { numRuns: 500 },
      );
    },
  );
});
