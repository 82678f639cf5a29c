import fc from 'fast-check';
import { parse } from 'yaml';
import { type MetaData, renderMetaData } from '../src';
import { hostName, text } from './arbitraries/basics';

const metaData: fc.Arbitrary<MetaData> = fc.record(
  { 'instance-id': text.filter((id) => id.trim() !== ''), 'local-hostname': hostName },
  { requiredKeys: ['instance-id'] },
);

describe('renderMetaData', () => {
  test('renders the keys of the NoCloud data source', () => {
    expect(renderMetaData({ 'instance-id': 'db1-001', 'local-hostname': 'db1' })).toBe(
      'instance-id: db1-001\nlocal-hostname: db1\n',
    );
  });

  test('what it renders reads back as what it was given', () => {
    fc.assert(
      fc.property(metaData, (data) => {
        expect(parse(renderMetaData(data), { version: '1.1' })).toEqual(data);
      }),
    );
  });

  test('refuses an empty instance id and a bad host name, in one error', () => {
    expect(() => renderMetaData({ 'instance-id': ' ', 'local-hostname': 'a b' })).toThrow(
      /instance-id ' ' is empty; .*\n.*local-hostname 'a b' is not a host name; use/,
    );
  });
});
