import { time } from '../../cli/time';

test.each([
  ['2030-01-02T03:04:05Z', '2030-01-02T03:04:05.000Z'],
  ['2030-01-02T03:04Z', '2030-01-02T03:04:00.000Z'],
  ['2030-01-02T01:04:05.5+05:30', '2030-01-01T19:34:05.500Z'],
])('%s is the same moment wherever it is read', (text, moment) => {
  expect(time(text).toISOString()).toBe(moment);
});

test.each([
  '2030-01-02T03:04:05',
  '2030-01-02',
  '2030-02-30T00:00:00Z',
  '2030-01-02T25:00:00Z',
  'yesterday',
  '',
])('%j is refused, and told how to write it', (text) => {
  expect(() => time(text)).toThrow(`such as 2030-01-02T03:04:05Z; got '${text}'`);
});
