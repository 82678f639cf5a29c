import { reportFailure } from '../../controller/command-failure';
import { exitCodes, StandError } from '../../controller/errors';
import { InvalidStandError } from '../../model/description/faults/faults';

/** What an error's reader sees, and how the program ends. */
function tell(error: unknown) {
  let text = '';
  const write = jest.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    text += chunk;
    return true;
  });
  const code = reportFailure(error);
  write.mockRestore();
  return { code, text };
}

test('what a user can mend is reportFailure without a stack', () => {
  const fault = { where: 'ttl', what: '0 is too little', remedy: 'give more' };
  const invalid = tell(new InvalidStandError([fault]));
  expect(invalid).toEqual({
    code: 2,
    text: 'stand.config.ts has 1 fault:\n  ttl: 0 is too little; give more\n',
  });
  const lacking = tell(new StandError('xorriso is missing', exitCodes.unprepared));
  expect(lacking).toEqual({ code: 3, text: 'xorriso is missing\n' });
});

test('a defect is reportFailure with its stack', () => {
  const { code, text } = tell(new Error('surprise'));
  expect(code).toBe(1);
  expect(text).toMatch(/^Error: surprise\n {4}at /);
});
