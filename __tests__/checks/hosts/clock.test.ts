import { judgeClock } from '../../../checks/hosts/clock';

const reading = (offset: number, seconds: number) => ({
  time: 1000 + seconds / 2 + offset,
  asked: 1000,
  answered: 1000 + seconds,
});

test.each([
  [0.5, true],
  [-0.5, true],
  [3, false],
  [-90, false],
])('a clock that is %p s off is right: %p', (offset, ok) => {
  expect(judgeClock([reading(offset, 0.1)]).ok).toBe(ok);
});

test('the report says how far the clock is off, and in which direction', () => {
  expect(judgeClock([reading(90, 0.1)]).saw).toBe('90.00 s ahead, give or take 0.05 s');
  expect(judgeClock([reading(-2, 0.5)]).saw).toBe('2.00 s behind, give or take 0.25 s');
});

test('an answer that took long proves little', () => {
  expect(judgeClock([reading(3, 6)]).ok).toBe(true);
  expect(judgeClock([reading(5, 6)]).ok).toBe(false);
});

test('the shortest of several readings counts', () => {
  expect(judgeClock([reading(3, 6), reading(3, 0.1), reading(1, 4)]).ok).toBe(false);
});
