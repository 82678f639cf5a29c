import { accountsFile, dataFoldersFile } from '../../../model/host-files/accounts';
import { services } from '../../../model/services';
import type { SystemAccount } from '../../../model/stand';

const owner: SystemAccount = { name: 'x', id: 550, description: 'X', home: '/var/lib/x' };
const keeper = (path: string, more: object = {}) => ({ data: [{ path, owner, ...more }] });

test('an account is made once, with its number, and cannot log in', () => {
  const line = 'u x 550 "X" /var/lib/x /usr/sbin/nologin\n';
  expect(accountsFile([keeper('/a'), keeper('/b'), { data: [{ path: '/srv' }] }, {}])).toBe(line);
});

test('a folder belongs to its owner, and so does the home that it is in', () => {
  expect(dataFoldersFile([keeper('/var/lib/x/data', { mode: '0700' })])).toBe(
    'd /var/lib/x 0755 x x\nd /var/lib/x/data 0700 x x\n',
  );
  expect(dataFoldersFile([keeper('/var/lib/xy')])).toBe('d /var/lib/xy 0755 x x\n');
  expect(dataFoldersFile([{ data: [{ path: '/srv' }] }])).toBe('');
});

test('no two accounts have the same number, and none has one that a package may take', () => {
  const lines = accountsFile(services).trim().split('\n');
  const numbers = lines.map((line) => Number(line.split(' ')[2]));
  expect(new Set(numbers).size).toBe(numbers.length);
  for (const number of numbers) {
    expect(number).toBeGreaterThanOrEqual(543);
    expect(number).toBeLessThan(600);
  }
});
