import { permissionOf } from '../../../cli/guard/permission';

test('what is allowed is an action and a host', () => {
  expect(permissionOf(['replace:psql1server', 'remove:e3server', 'replace:e1server'])).toEqual({
    replace: ['psql1server', 'e1server'],
    remove: ['e3server'],
    restart: [],
  });
});

test.each(['psql1server', 'destroy:psql1server', 'replace:', 'replace:a b', 'replace:*', ''])(
  "'%s' is refused, with what there is",
  (word) => {
    expect(() => permissionOf([word])).toThrow(
      `--allow must be replace:HOST, remove:HOST, restart:HOST; got '${word}'; nothing was changed`,
    );
  },
);
