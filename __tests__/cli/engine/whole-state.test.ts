import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepWholeState, takeWholeState } from '../../../cli/engine/whole-state';
import { eventually } from '../../../operations/eventually';

let state: string;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'state-'));
  state = join(folder, 'terraform.stand.tfstate');
});
afterEach(() => rmSync(folder, { recursive: true }));

const text = (serial: number, lineage = 'a') =>
  `${JSON.stringify({ lineage, serial, resources: [] }, undefined, 2)}\n`;
const write = (suffix: string, what: string) => writeFileSync(`${state}${suffix}`, what);
const read = (suffix = '') => readFileSync(`${state}${suffix}`, 'utf8');
const fail = (error: Error) => {
  throw error;
};

describe('the copy', () => {
  it('is made whenever a state was written whole, for its owner alone', async () => {
    const end = keepWholeState(state, fail);
    for (const serial of [1, 2]) {
      write('', '');
      write('', text(serial));
      await eventually(5, async () => expect(read('.whole')).toBe(text(serial)), 20);
    }
    expect(statSync(`${state}.whole`).mode & 0o777).toBe(0o600);
    end();
  });

  it('is of the state before the first change, too, and of the last one', () => {
    write('', text(1));
    const end = keepWholeState(state, fail);
    expect(read('.whole')).toBe(text(1));
    write('', text(2));
    end();
    expect(read('.whole')).toBe(text(2));
  });

  it.each(['', text(2).slice(0, 20)])('stays when the state is cut off to %j', (cut) => {
    write('', text(1));
    const end = keepWholeState(state, fail);
    write('', cut);
    end();
    expect(read('.whole')).toBe(text(1));
  });
});

describe('of a state that was cut off', () => {
  it.each([
    ['the copy', 3, 2],
    ['what was before a run of the engine that nobody watched', 2, 3],
  ])('%s is taken where that is newer', async (_, copy, backup) => {
    write('', text(4).slice(0, 20));
    write('.whole', text(copy));
    write('.backup', text(backup));
    expect(await takeWholeState(state, 0)).toBe(true);
    expect(read()).toBe(text(3));
  });

  it('nothing is taken while an engine that ends still writes it', async () => {
    write('', '');
    write('.whole', text(1));
    setTimeout(() => write('', text(2)), 200);
    expect(await takeWholeState(state, 5)).toBe(false);
    expect(read()).toBe(text(2));
  });

  it('what another stand was before it is never taken', async () => {
    write('', '');
    write('.whole', text(7, 'new'));
    write('.backup', text(290, 'old'));
    expect(await takeWholeState(state, 0)).toBe(true);
    expect(read()).toBe(text(7, 'new'));
  });

  it('it is told that there is no copy, and what to do', async () => {
    write('', '');
    write('.backup', text(1));
    await expect(takeWholeState(state, 0)).rejects.toThrow(
      /no copy of it;\n.*cp .*\n.*rm .*tfstate$/,
    );
    expect(read()).toBe('');
  });
});

test('a copy that cannot be written is told once, and nothing ends for it', () => {
  write('', text(1));
  mkdirSync(`${state}.whole`);
  const failed = jest.fn();
  keepWholeState(state, failed)();
  expect(failed).toHaveBeenCalledTimes(1);
});

test.each([
  ['is not there', undefined],
  ['was only locked so far', ''],
])('a state that %s was not cut off', async (_, what) => {
  if (what !== undefined) write('', what);
  expect(await takeWholeState(state, 0)).toBe(false);
  expect(existsSync(`${state}.whole`)).toBe(false);
});

test('a state that somebody removed on purpose is not brought back, not even if the next one is cut off at its beginning', async () => {
  write('.backup', text(1));
  write('.whole', text(1));
  expect(await takeWholeState(state, 0)).toBe(false);
  expect(existsSync(state)).toBe(false);
  write('', '');
  await expect(takeWholeState(state, 0)).rejects.toThrow('there is no copy of it');
});
