import { keys, optional } from '../../model/description/shape/shape';
import { shapeFaults } from '../../model/description/shape/shape-faults';

interface Sample {
  readonly name: string;
  readonly count?: number;
}

/** `npm run check` fails where one of these compiles. */
describe('TypeScript refuses a shape', () => {
  test('that lacks a key of its type, which would be an unknown one', () => {
    // @ts-expect-error count is missing
    const shape = keys<Sample>({ name: 'string' });
    expect(shapeFaults({ name: '', count: 1 }, shape).unknown).toHaveLength(1);
  });

  test('that has a key which its type has not, and would let it pass', () => {
    const shape = keys<Sample>({
      name: 'string',
      count: optional('number'),
      // @ts-expect-error size is no key of it
      size: optional('number'),
    });
    expect(shapeFaults({ name: '', size: 1 }, shape).unknown).toEqual([]);
  });

  test('of another kind than its type, which would refuse what is right', () => {
    // @ts-expect-error count is a number
    const shape = keys<Sample>({ name: 'string', count: optional('string') });
    expect(shapeFaults({ name: '', count: 1 }, shape).misshapen).toHaveLength(1);
  });

  test('that demands a key which its type has as optional', () => {
    // @ts-expect-error count may be left out
    const shape = keys<Sample>({ name: 'string', count: 'number' });
    expect(shapeFaults({ name: '' }, shape).misshapen).toHaveLength(1);
  });
});
