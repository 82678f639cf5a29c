"""Creates a restore point in the primary's WAL, with a row that a recovery must restore.

Argument: {"database", "name"}
Output: {"name": of the restore point: the given one with its time in milliseconds and its timeline,
"before", "after": numbers of rows by table on both sides of it, "exposed":
seconds since WAL was last archived before this script ran, "archived": seconds until it was archived}
"""

import json
import sys
import time

from scratch import ask, row_counts

task = json.load(sys.stdin)
database = task["database"]
TIMEOUT = 120

((exposed,),) = ask(
    "SELECT coalesce(extract(epoch FROM now() - last_archived_time), -1)::int FROM pg_stat_archiver"
)
((timeline,),) = ask("SELECT timeline_id FROM pg_control_checkpoint()")
name = f"{task['name']}-{time.time_ns() // 1_000_000}-timeline-{timeline}"
before = row_counts(ask, database)
((segment,),) = ask(
    f"""
    CREATE TABLE stand_drill_marker AS SELECT '{name}'::text AS name;
    SELECT pg_walfile_name(pg_create_restore_point('{name}'))
    """,
    database,
)
after = row_counts(ask, database)
ask("DROP TABLE stand_drill_marker; SELECT pg_switch_wal()", database)
start = time.monotonic()
while ask("SELECT split_part(last_archived_wal, '.', 1) FROM pg_stat_archiver")[0][0] < segment:
    if time.monotonic() - start > TIMEOUT:
        sys.exit(f"WAL segment {segment} was not archived within {TIMEOUT} s; see the view pg_stat_archiver")
    time.sleep(0.2)
print(
    json.dumps(
        {
            "name": name,
            "before": before,
            "after": after,
            "exposed": int(exposed),
            "archived": round(time.monotonic() - start, 1),
        }
    )
)
