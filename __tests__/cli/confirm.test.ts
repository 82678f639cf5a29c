import { confirm } from '../../cli/confirm';

test('the word that was asked for goes on', async () => {
  await expect(confirm('messaging', 'messaging')).resolves.toBeUndefined();
});

test('another word changes nothing', async () => {
  await expect(confirm('messaging', 'yes')).rejects.toThrow(
    "confirmation must be 'messaging'; got 'yes'; nothing was changed",
  );
});

test('without a terminal, it says how a program can confirm', async () => {
  await expect(confirm('messaging', undefined)).rejects.toThrow(
    'confirmation needs a terminal or --confirm messaging; nothing was changed',
  );
});
