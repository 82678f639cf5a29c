import { age, bytes, duration } from '../../checks/amounts';

test.each([
  [0, '0 s'],
  [119, '119 s'],
  [120, '2 min'],
  [7199, '120 min'],
  [7200, '2 h'],
  [172_800, '2 days'],
])('%d seconds are %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

test('an age is counted from now', () => {
  expect(age(1000, 1_180_000)).toBe('3 min');
});

test.each([
  [0, '0 bytes'],
  [2047, '2047 bytes'],
  [2048, '2 KiB'],
  [3 * 1024 ** 2, '3 MiB'],
  [252 * 1024 ** 3, '252 GiB'],
])('%d bytes are %s', (count, text) => {
  expect(bytes(count)).toBe(text);
});
