import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  knownState,
  placeOf,
  rememberState,
  requireKnownState,
} from '../../../cli/state/known-state';
import type { StateConfig } from '../../../model/description/state';

let runtime: string;
beforeEach(() => {
  runtime = mkdtempSync(join(tmpdir(), 'state-'));
});
afterEach(() => rmSync(runtime, { recursive: true }));

const pg: StateConfig = { backend: 'pg', schemaName: 'stand' };

test('where the state is, is remembered until there is none', () => {
  expect(knownState({ runtime })).toBeUndefined();
  rememberState({ runtime }, pg);
  expect(knownState({ runtime })).toEqual(pg);
  rememberState({ runtime }, undefined);
  expect(knownState({ runtime })).toBeUndefined();
});

test.each([
  ['with hosts in it', [{}], { backend: 'local' }],
  ['that is empty', [], undefined],
])('a local file %s is known of a checkout that wrote down nothing', (_, resources, known) => {
  const text = JSON.stringify({ lineage: 'x', serial: 1, resources });
  writeFileSync(join(runtime, 'terraform.stand.tfstate'), text);
  expect(knownState({ runtime })).toEqual(known);
});

test('another place than that of the state is refused, with both and the way on', () => {
  expect(() => requireKnownState({ runtime }, pg)).not.toThrow();
  rememberState({ runtime }, pg);
  for (const encrypted of [undefined, true, false])
    expect(() => requireKnownState({ runtime }, { ...pg, encrypted })).not.toThrow();
  for (const wanted of [undefined, { ...pg, schemaName: 'other' }])
    expect(() => requireKnownState({ runtime }, wanted)).toThrow(
      /is in pg \(schemaName stand\), but .*says (local|pg \(schemaName other\));\nto move it: \.\/stand state move/,
    );
});

test('a place is told by its backend and its settings', () => {
  expect(placeOf({ backend: 'local', encrypted: true })).toBe('local');
  expect(placeOf({ backend: 's3', bucket: 'team', key: 'k', region: 'r' })).toBe(
    's3 (bucket team, key k, region r)',
  );
});
