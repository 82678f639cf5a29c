import { ejabberd } from '../../../model/services/ejabberd';
import { checkedStand } from '../../../synth/checked-stand';
import { faultsOf, shipped, vary } from '../../fixtures';

test.each([0, -1, 1.5, 36_526, Number.NaN])('messages are not kept for %p days', (messages) => {
  expect(faultsOf(vary({ retention: { messages } }))).toMatchObject([
    { where: 'retention', what: expect.stringContaining(`got ${messages}`) },
  ]);
});

test('what is not kept for a time of its own has no place in the description', () => {
  expect(faultsOf(vary({ retention: { files: 30 } }))).toMatchObject([
    { where: 'retention.files' },
  ]);
});

test('messages are kept for ever, or as long as the description says', () => {
  const days = (config = shipped) => ejabberd.variables(checkedStand(config)).ejabberd_message_days;
  expect(days()).toBeUndefined();
  expect(days(vary({ retention: {} }))).toBeUndefined();
  expect(days(vary({ retention: { messages: 365 } }))).toBe(365);
});
