import fc from 'fast-check';
import { portBounds } from '../../../model/description/flow';

const port = fc.integer({ min: 1, max: 65535 });

test('a single port is a range of one', () => {
  fc.assert(
    fc.property(port, (number) => {
      expect(portBounds(number)).toEqual([number, number]);
    }),
  );
});

test('a range begins and ends as it is written', () => {
  fc.assert(
    fc.property(port, port, (first, last) => {
      expect(portBounds(`${first}-${last}`)).toEqual([first, last]);
    }),
  );
});
