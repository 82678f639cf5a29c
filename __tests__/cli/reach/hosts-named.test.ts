import { requireKnown } from '../../../cli/reach/hosts-named';
import { exitCodes } from '../../../controller/errors';

test('a host can be removed of which the engine’s state knows', () => {
  expect(() => requireKnown(['e1server', 'e3server'], ['e3server'])).not.toThrow();
});

test('a name that it does not know is refused', () => {
  expect(() => requireKnown(['e1server'], ['e1server', 'e3servr'])).toThrow(
    expect.objectContaining({
      message: "nothing was changed: the engine's state knows no host 'e3servr'",
      exitCode: exitCodes.invalid,
    }),
  );
});
