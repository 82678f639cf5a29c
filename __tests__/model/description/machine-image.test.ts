import { buildStand } from '../../../model/build-stand';
import { machineImage } from '../../../model/description/machine-image';
import { refuses, vary } from '../../fixtures';

test.each(['trixie', 'bookworm'] as const)("%s is Debian's own image of one day", (release) => {
  const { source, sha512 } = machineImage({ release, image: undefined });
  expect(source).toMatch(new RegExp(`/${release}/\\d{8}-\\d+/debian-1[23]-genericcloud-amd64-\\d`));
  expect(sha512).toMatch(/^[0-9a-f]{128}$/);
});

test('another image can be named', () => {
  const image = { source: 'debian.qcow2', sha512: 'a'.repeat(128) };
  expect(machineImage(vary({ image }))).toBe(image);
});

test("an image that is 'plain' is Debian's own", () => {
  expect(machineImage({ image: 'plain' })).toBe(machineImage({}));
  expect(() => buildStand(vary({ image: 'plain' }))).not.toThrow();
});

refuses([
  [
    'an image by another word',
    { ...vary({}), image: 'plane' as 'plain' },
    'image',
    /'plane'/,
    /plain/,
  ],
  [
    'a digest that is none',
    vary({ image: { source: 'debian.qcow2', sha512: 'abc' } }),
    'image.sha512',
    /128 .*; got 'abc'/,
    /sha512sum/,
  ],
  [
    'a source that is none',
    vary({ image: { source: 'a b', sha512: 'a'.repeat(128) } }),
    'image.source',
    /'a b'/,
    /qcow2/,
  ],
]);
