import { requireOneWish } from '../../../cli/commands/one-wish';

test.each([
  [{}, undefined],
  [{ check: true }, undefined],
  [{ back: true, check: false }, undefined],
  [
    { check: true, back: true },
    /^--check and --back cannot be used together; nothing was changed$/,
  ],
  [{ check: true, finish: true }, /^--check and --finish/],
  [{ back: true, finish: true }, /^--back and --finish/],
])('of %p one is carried out, or none', (wishes, refusal) => {
  const ask = () => requireOneWish(wishes);
  if (refusal) expect(ask).toThrow(refusal);
  else expect(ask).not.toThrow();
});
