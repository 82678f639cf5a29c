import { stepsTo } from '../../../cli/secrets/rotate';

const steps = (chosen: string[], phase: Parameters<typeof stepsTo>[1], finish = false) =>
  stepsTo(chosen, phase, finish).map(({ rotated, ca }) => [ca, ...rotated]);

test('passwords and certificates take one deployment', () => {
  expect(steps(['a', 'certificates'], 'settled')).toEqual([['none', 'a', 'certificates']]);
});

test('another CA is trusted everywhere before it signs, each time with new certificates', () => {
  const both = ['certificates', 'ca'];
  expect(steps(['ca'], 'settled')).toEqual([
    ['introduce', ...both],
    ['switch', 'certificates'],
  ]);
  expect(steps(['a', 'certificates', 'ca'], 'settled')[0]).toEqual(['introduce', 'a', ...both]);
  expect(steps(['ca'], 'switched', true)).toEqual([['finish', ...both]]);
});

test('one that was cut short goes on where it was', () => {
  expect(steps(['ca'], 'introduced')).toEqual([['switch', 'certificates']]);
  expect(steps(['a', 'ca'], 'introduced').map(([ca]) => ca)).toEqual(['introduce', 'switch']);
});

test.each([
  [['ca'], 'switched', false, /former CA is still trusted; drop it first.*--finish/],
  [['ca'], 'settled', true, /no former CA to drop/],
  [['ca'], 'introduced', true, /does not sign yet; go on with/],
  [['a'], 'settled', true, /--finish is for the ca/],
  [['a', 'ca'], 'switched', true, /--finish goes with ca alone/],
] as const)('%j of a CA that is %s, finish: %s, is refused', (chosen, phase, finish, why) => {
  expect(() => stepsTo(chosen, phase, finish)).toThrow(why);
});
