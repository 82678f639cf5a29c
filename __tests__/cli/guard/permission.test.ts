import { permissionOf } from '../../../cli/guard/permission';

test('what is allowed is an action and a host, or a kind of checkout', () => {
  const words = ['replace:psql1server', 'remove:e3server', 'older', 'replace:e1server'];
  expect(permissionOf(words)).toEqual({
    replace: ['psql1server', 'e1server'],
    remove: ['e3server'],
    restart: [],
    checkouts: ['older'],
  });
});

test.each([
  'psql1server',
  'destroy:psql1server',
  'replace:',
  'replace:a b',
  'replace:*',
  'newer',
  '',
])("'%s' is refused, with what there is", (word) => {
  expect(() => permissionOf([word])).toThrow(
    `--allow must be replace:HOST, remove:HOST, restart:HOST, older, dirty; got '${word}'; nothing was changed`,
  );
});
