import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { shellQuote } from '../../controller/shell-quote';

test('a shell reads back the word that was quoted, whatever it is', () => {
  const word = fc.string({ unit: 'binary-ascii' }).filter((text) => !text.includes('\0'));
  fc.assert(
    fc.property(word, (text) => {
      const said = execFileSync('sh', ['-c', `printf %s ${shellQuote(text)}`], {
        encoding: 'utf8',
      });
      expect(said).toBe(text);
    }),
    { numRuns: 30, examples: [["it's"], ['$HOME `id` "x" \\ *\n']] },
  );
});
