import { execFileSync } from 'node:child_process';
import { asTyped } from '../../../cli/commands/ssh';

/** What a shell makes of the line that ssh makes of words. */
const shell = (...command: string[]) =>
  execFileSync('sh', ['-c', asTyped(command).join(' ')], { encoding: 'utf8' });

test('words reach the host as they were typed', () => {
  const words = ['TABLE pg_stat_archiver', "it's", '*', '$HOME', '&&', ''];
  expect(shell('printf', '%s\\n', ...words)).toBe(`${words.join('\n')}\n`);
});

test('a single word is a line of shell', () => {
  expect(shell('echo one && echo two | cat')).toBe('one\ntwo\n');
});

test('-- before them is none of them', () => {
  expect(shell('--', 'echo', 'one && two')).toBe('one && two\n');
  expect(shell('--', 'echo one && echo two')).toBe('one\ntwo\n');
  expect(shell('printf', '%s', '--')).toBe('--');
});

test('without words there is a shell', () => {
  expect(asTyped([])).toEqual([]);
});
