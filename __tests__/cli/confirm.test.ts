import { confirm } from '../../cli/confirm';
import { time } from '../../cli/time';

test('the word that was asked for goes on', async () => {
  await expect(confirm('messaging', 'messaging')).resolves.toBeUndefined();
});

test('another word changes nothing', async () => {
  await expect(confirm('messaging', 'yes')).rejects.toThrow(
    "'yes' is not 'messaging': nothing was changed",
  );
});

test('where nobody can type, it says how a program confirms', async () => {
  await expect(confirm('messaging', undefined)).rejects.toThrow(
    'nobody is here to confirm: nothing was changed; --confirm messaging goes on',
  );
});

test('a moment has a date, and a zone where it should be another than this machine’s', () => {
  expect(time('2030-01-02T03:04:05Z')).toEqual(new Date(Date.UTC(2030, 0, 2, 3, 4, 5)));
  expect(() => time('yesterday')).toThrow("'yesterday' is no moment; write it as 2030-01-02T03");
  expect(() => time('2030-13-01')).toThrow('is no moment');
});
