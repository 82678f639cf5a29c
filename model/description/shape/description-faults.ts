import { type Fault, InvalidStandError } from '../faults/faults';
import { descriptionShape } from './description-shape';
import { shapeFaults } from './shape-faults';

/**
 * Judges what a user wrote before anything reads it: types are stripped, not checked, on the way here.
 * @returns faults of the keys that nothing reads
 * @throws InvalidStandError where a key is missing or a value is of another kind than its type says
 */
export function descriptionFaults(description: unknown): readonly Fault[] {
  const { misshapen, unknown } = shapeFaults(description, descriptionShape);
  if (misshapen.length > 0) throw new InvalidStandError([...misshapen, ...unknown]);
  return unknown;
}
