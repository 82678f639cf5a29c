import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { parse } from 'yaml';
import { needs } from '../../../__tests__/support/needs';
import { toYaml } from '../src/yaml';
import { data } from './arbitraries/basics';

/** What PyYAML, which both cloud-init and Ansible read with, makes of a text. */
function parseByPython(input: string): unknown {
  const script = 'import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin.buffer), sys.stdout)';
  return JSON.parse(execFileSync('python3', ['-c', script], { input, encoding: 'utf8' }));
}

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

  test.each([
    '192.0.2.1',
    '192.0.2.0/24',
    '192.0.2.1:9100',
    '52:54:00:12:34:5e',
    'ALL=(ALL) NOPASSWD:ALL',
    '/etc/motd',
    '$HOME',
    '--load',
    'Jürgen Groß',
  ])('leaves %j as it is', (value) => {
    expect(toYaml({ value })).toBe(`value: ${value}\n`);
  });

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

  test.each(['1.1', '1.2'] as const)('whatever it is given is what YAML %s reads', (version) => {
    fc.assert(
      fc.property(data, (given) => {
        expect(parse(toYaml(given), { version })).toEqual(given);
      }),
      { numRuns: 1000, endOnFailure: true },
    );
  });

  needs('python3')('whatever it is given is what PyYAML reads', () => {
    fc.assert(
      fc.property(fc.array(data, { minLength: 200, maxLength: 200 }), (given) => {
        expect(parseByPython(toYaml(given))).toEqual(given);
      }),
      { numRuns: 5, endOnFailure: true },
    );
  });
});
