import { buildStand } from '../../model/build-stand';
import type { Host } from '../../model/topology/hosts';
import { backUpCluster } from '../../operations/database-backup';
import type { Operator } from '../../operations/operator';
import { shipped } from '../fixtures';

const stand = buildStand(shipped);
const made = { label: '20300102-030405F', type: 'full', bytes: 1 };

/** An operator of a cluster whose primaries follow each other. @param unit what becomes of a backup there */
function operatorOf(primaries: string[], unit: (host: string) => object | null) {
  const tried: string[] = [];
  let primary = '';
  const on = async ({ name }: Host, script: string) => {
    if (script === 'backup_database.py') {
      tried.push(name);
      return unit(name);
    }
    if (name === 'psql1server') primary = primaries.shift() ?? primary;
    const members = [{ name: primary, role: 'leader', state: 'running' }];
    return { leads: true, timeline: 1, members };
  };
  return { tried, operator: { on } as unknown as Operator };
}

test('a host that is no longer the primary makes no backup, and the new primary does', async () => {
  const { tried, operator } = operatorOf(['psql1server', 'psql2server'], (host) =>
    host === 'psql2server' ? made : null,
  );
  expect(await backUpCluster(stand, operator, true)).toBe(made);
  expect(tried).toEqual(['psql1server', 'psql2server']);
});

test('a backup that fails is not tried again', async () => {
  const { tried, operator } = operatorOf(['psql1server'], () => {
    throw new Error('the repository is full');
  });
  await expect(backUpCluster(stand, operator, false)).rejects.toThrow('the repository is full');
  expect(tried).toEqual(['psql1server']);
});

test('when no host makes one, that is an error', async () => {
  const { operator } = operatorOf(['psql1server'], () => null);
  jest.spyOn(Date, 'now').mockReturnValueOnce(0);
  await expect(backUpCluster(stand, operator, false)).rejects.toThrow(
    'no backup was made: PostgreSQL on psql1server is no longer the primary',
  );
});
