import { changedTables, missingTables, rowFaults, total } from '../../../operations/restore/rows';

describe('restored tables', () => {
  const before = { 'public.users': 3, 'public.archive': 10 };

  test('have as many rows as there were around the moment', () => {
    const after = { 'public.users': 3, 'public.archive': 12 };
    for (const archive of [10, 11, 12]) {
      expect(rowFaults({ 'public.users': 3, 'public.archive': archive }, before, after)).toEqual(
        [],
      );
    }
    expect(rowFaults({ 'public.users': 3, 'public.archive': 13 }, before, after)).toEqual([
      'public.archive has 13 rows and had 10–12',
    ]);
  });

  test('are all there', () => {
    expect(rowFaults({ 'public.users': 2 }, before, before)).toEqual([
      'public.users has 2 rows and had 3',
      'public.archive is missing',
    ]);
    expect(missingTables({ 'public.users': 2 }, before)).toEqual(['public.archive']);
  });

  test('may lack a table that was made or dropped at that moment', () => {
    expect(rowFaults(before, before, { ...before, 'public.new': 1 })).toEqual([]);
  });
});

test('what would be lost is listed by table', () => {
  const then = { 'public.users': 2, 'public.archive': 10 };
  const now = { 'public.users': 3, 'public.archive': 10 };
  expect(changedTables(now, then)).toEqual(['users 3 → 2']);
  expect(total(now)).toBe(13);
});
