import { changeLines } from '../../../cli/changes/change-lines';
import type { StandChange } from '../../../cli/changes/stand-changes';

const change = (part: string, more: Partial<StandChange> = {}): StandChange => ({
  class: 'restarts',
  part,
  what: 'is restarted',
  why: ['memory from 2048 to 1024 MiB'],
  interrupts: null,
  data: null,
  ...more,
});

test('changes that differ in nothing but a name are told together', () => {
  const changes = [
    change('host e1server'),
    change('host psql1server', { interrupts: 'the primary hands over first' }),
    change('host e2server'),
    change('service e2server'),
  ];
  expect(changeLines(changes).map((line) => line.replaceAll(/ +/g, ' '))).toEqual([
    'restarts host is restarted: e1server, e2server',
    ' memory from 2048 to 1024 MiB',
    'restarts host psql1server is restarted',
    ' memory from 2048 to 1024 MiB',
    ' interrupts: the primary hands over first',
    'restarts service e2server is restarted',
    ' memory from 2048 to 1024 MiB',
  ]);
});

test('what costs most comes first', () => {
  const changes = [change('host e1server'), change('host e2server', { class: 'replaces' })];
  expect(changeLines(changes)[0]).toMatch(/^replaces +host e2server/);
});
