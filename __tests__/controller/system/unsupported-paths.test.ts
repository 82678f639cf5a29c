import { unsupportedPaths } from '../../../controller/system/unsupported-paths';

const lacksOf = (path: string) => unsupportedPaths([[path, 'move it']]);

test('spaces, commas, ampersands, apostrophes, brackets and length are no matter', () => {
  expect(lacksOf(`/srv/it's a (long) path], & so on; ünï!~^=@+/${'x'.repeat(200)}`)).toEqual([]);
});

test.each([':', '"', '$', '`', '\\', '%', '{', '?', '#', '*', '[', '\n', '\u007f', '\ufffd'])(
  '%j is refused with the path and the remedy',
  (character) => {
    const path = `/srv/a${character}b`;
    expect(lacksOf(path)).toEqual([
      {
        what: `the path ${JSON.stringify(path)} contains ${JSON.stringify(character)}, which some programs cannot handle`,
        remedy: 'move it',
      },
    ]);
  },
);

test('each character is named once', () => {
  expect(lacksOf('/a:b:c"d')[0]?.what).toContain(' contains ":" "\\"", which');
});
