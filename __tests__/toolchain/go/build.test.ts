import fc from 'fast-check';
import { suitableGo } from '../../../toolchain/go/build';
import { compareVersions, parseVersion } from '../../../toolchain/go/version';

const go = (text: string) => ({ program: `/go/${text}/bin/go`, version: parseVersion(text) });

test.each([
  ['go1.26.6', [1, 26, 6]],
  ['1.26', [1, 26, 0]],
  ['Terraform v1.11.4', [1, 11, 4]],
  ['1.12.0-beta2', [1, 12, 0]],
])('%s is version %j', (text, version) => {
  expect(parseVersion(text)).toEqual(version);
});

test('a text without a version is refused', () => {
  expect(() => parseVersion('devel')).toThrow("version must be such as 1.26.6; got 'devel'");
});

test('versions are ordered by number, not by letter', () => {
  const version = fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99));
  const weight = ([a, b, c]: readonly number[]) => (a ?? 0) * 1e4 + (b ?? 0) * 100 + (c ?? 0);
  fc.assert(
    fc.property(version, version, (a, b) => {
      expect(Math.sign(compareVersions(a, b))).toBe(Math.sign(weight(a) - weight(b)));
    }),
  );
});

test('the first Go that is new enough builds', () => {
  const installed = [go('1.19.8'), go('1.26.6'), go('1.27.0')];
  expect(suitableGo(installed, [1, 26, 6])).toEqual(go('1.26.6'));
  expect(suitableGo(installed, [1, 26, 7])).toEqual(go('1.27.0'));
});

test('when all are too old, none does', () => {
  expect(suitableGo([go('1.19.8'), go('1.26.5')], [1, 26, 6])).toBeUndefined();
  expect(suitableGo([], [1, 26, 6])).toBeUndefined();
});
