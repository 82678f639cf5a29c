import fc from 'fast-check';

/** Text as people put it into files: blank lines, indentation, and what YAML would like to read. */
const awkward = fc.constantFrom(
  'yes',
  'NO',
  'on',
  '~',
  'null',
  '0644',
  '0o17',
  '1:30',
  '1_000',
  '2031-01-01',
  '=',
  '<<',
  '- a',
  'a: b',
  'a #b',
  '#',
  '|',
  '',
  ' ',
  '\t',
  '  indented',
  'end ',
  '---',
  '...',
  '\u0085',
  '\u2028',
  '\r',
  '"',
  "'",
  '\\',
  '{{ x }}',
  '$HOME',
  '.inf',
  '1e3',
  '0x1F',
  '日本',
  '😀',
  '\u007f',
);
export const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: fc.constantFrom(...'0159afxobetz_.:+- '), maxLength: 12 }),
  fc.array(awkward, { maxLength: 5 }).map((parts) => parts.join(' ')),
  fc.array(awkward, { maxLength: 5 }).map((lines) => lines.join('\n')),
  fc.array(awkward, { maxLength: 5 }).map((lines) => `${lines.join('\n')}\n`),
);

const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
const nested = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4, depthSize: 'medium' },
    ...[text, fc.boolean(), fc.constant(null), number.map((value) => value || 0)],
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(text, tie('any'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
/** Whatever JSON can hold, in an object. */
export const data = fc.dictionary(text, nested.any, { maxKeys: 3, noNullPrototype: true });

export const word = fc.stringMatching(/^[a-z][a-z0-9]{0,9}$/);
export const hostName = fc
  .array(word, { minLength: 1, maxLength: 3 })
  .map((labels) => labels.join('.'));
export const some = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: 1, maxLength: 3 });
export const optional = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(model, { requiredKeys: [] });
