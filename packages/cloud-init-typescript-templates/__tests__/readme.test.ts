import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { networkConfig, userData } from '../examples/db1';
import { renderNetworkConfig } from '../src';

const read = (file: string) => readFileSync(join(__dirname, '..', file), 'utf8');

/** The README's code blocks in one language, in their order. */
const blocks = (language: string) =>
  [...read('README.md').matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, code]) => code,
  );

describe('the README', () => {
  test('shows the example that is tested', () => {
    expect(blocks('ts')).toEqual([read('examples/db1.ts')]);
  });

  test('shows what the example renders', () => {
    expect(blocks('yaml')).toEqual([userData, networkConfig]);
  });

  test('shows the error that a faulty configuration raises', () => {
    const [shown = ''] = blocks('text');
    const faulty = () =>
      renderNetworkConfig({
        version: 2,
        ethernets: {
          lan: { addresses: ['192.0.2.10'], routes: [{ to: 'default', via: '192.0.2.1' }] },
        },
      });
    expect(faulty).toThrow(new Error(shown.trimEnd()));
  });
});
