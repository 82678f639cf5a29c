import { wholeNumber } from '../../../cli/commands/logs';

test('a number of lines is taken as it is written', () => {
  expect(wholeNumber('200')).toBe('200');
});

test.each(['x', '', '-1', '1.5', '2k'])('%j is no number of lines', (text) => {
  expect(() => wholeNumber(text)).toThrow(`Must be a whole number, such as 200; got '${text}'`);
});
