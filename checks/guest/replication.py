"""Tells how this host's PostgreSQL takes part in replication.

Standard input: null. Standard output: {"recovering", "standbys": [{"name", "state", "synchrony", "bytes",
"seconds"}] that follow it}
"""

import subprocess
import sys

# Seconds are unknown where nothing was written lately; then nothing lags.
QUERY = """
SELECT json_build_object(
  'recovering', pg_is_in_recovery(),
  'standbys', (SELECT coalesce(json_agg(json_build_object(
      'name', application_name, 'state', state, 'synchrony', sync_state,
      'bytes', pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn),
      'seconds', extract(epoch FROM coalesce(replay_lag, '0')))), '[]')
    FROM pg_stat_replication WHERE application_name <> 'pg_basebackup'))
"""
command = ["runuser", "--user", "postgres", "--", "psql", "-XAtqwc", QUERY]
answer = subprocess.run(command, cwd="/", capture_output=True, text=True, timeout=10, check=False)
if answer.returncode != 0:
    sys.exit("PostgreSQL does not answer: " + answer.stderr.partition("\n")[0])
print(answer.stdout)
