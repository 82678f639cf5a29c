import { requireInState } from '../../../cli/reach/hosts-by-name';
import { exitCodes } from '../../../controller/errors';

test('a host that is in the engine’s state can be removed', () => {
  expect(() => requireInState(['e1server', 'e3server'], ['e3server'])).not.toThrow();
});

test('a name that is not in it is refused', () => {
  expect(() => requireInState(['e1server'], ['e1server', 'e3servr'])).toThrow(
    expect.objectContaining({
      message: "host must be in the engine's state (e1server); got 'e3servr'; nothing was changed",
      exitCode: exitCodes.invalid,
    }),
  );
});
