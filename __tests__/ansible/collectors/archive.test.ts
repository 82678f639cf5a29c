import { collect, program } from './collect';

describe('archive', () => {
  const days = ['archive', 'domain.local', '90'];

  test('reports what the primary says of it', () => {
    program('psql', `echo '{"messages": 12, "bytes": 8192, "oldest": 1795878474.4}'`);
    expect(collect('archive', ...days)).toEqual({
      status: 0,
      metrics: {
        archive_messages: '12',
        archive_bytes: '8192',
        archive_oldest_timestamp_seconds: '1795878474.4',
        archive_kept_days: '90',
      },
    });
  });

  test.each([
    ['an empty archive has no oldest message', `echo '{"bytes": 8192, "oldest": null}'`, 'bytes'],
    ['a replica says nothing', 'true', undefined],
    ['nor does a database without an archive', 'echo "no relation" >&2; exit 1', undefined],
  ])('%s', (_, script, reported) => {
    program('psql', script);
    const { status, metrics } = collect('archive', ...days);
    expect(status).toBe(0);
    const names = ['archive_kept_days', ...(reported ? [`archive_${reported}`] : [])];
    expect(Object.keys(metrics).sort()).toEqual(names.sort());
  });
});
