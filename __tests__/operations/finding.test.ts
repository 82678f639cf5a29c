import { attempt, findingsText } from '../../operations/finding';

test('what was seen is a finding', async () => {
  const finding = await attempt('it works', async () => ({ saw: 'three' }));
  expect(finding).toMatchObject({ what: 'it works', ok: true, saw: 'three' });
});

test('a failure is a finding too', async () => {
  const finding = await attempt('it works', async () => {
    throw new Error('no answer');
  });
  expect(finding).toMatchObject({ ok: false, saw: 'no answer' });
});

test('faults are what was seen; of many, the first and how many more', async () => {
  const faults = ['1', '2', '3', '4', '5', '6', '7'];
  const finding = await attempt('it works', async () => ({ saw: 'fine', faults }));
  expect(finding).toMatchObject({ ok: false, saw: '1; 2; 3; 4; 5; and 2 more' });
});

test('people see at once which failed', () => {
  const findings = [
    { what: 'one', ok: true, saw: 'well', seconds: 1 },
    { what: 'other', ok: false, saw: 'ill', seconds: 2 },
  ];
  expect(findingsText(findings)).toBe('✓ one (1 s)\n    well\n✗ other (2 s)\n    ill\n');
});
