"""Restores the newest suitable backup into a scratch server, and looks at what is in it.

Argument: {"database", "target": {"type": "name" or "time", "value"}, "seconds": longest recovery}
Output: {"restored": seconds that copying took, "recovered": until it answered, "upTo": time of the last
transaction that was replayed, "marker": name in the marker's row, or null, "rows": numbers by table}
"""

import json
import shutil
import sys
import time
from pathlib import Path

from patroni import setting
from pgbackrest import first_error, pgbackrest, recovery_arguments
from scratch import WORK, Scratch, row_counts

task = json.load(sys.stdin)
database, target = task["database"], task["target"]


def used(folder):
    """Bytes of a folder's files."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def require_room():
    needed, free = used(Path(setting("data_dir"))) * 1.2, shutil.disk_usage(WORK).free
    if free < needed:
        room = f"{WORK} must have {int(needed) >> 20} MiB free for a copy of the cluster; got {free >> 20} MiB"
        sys.exit(f"{room}; free some space there")


with Scratch("cluster") as scratch:
    require_room()
    start = time.monotonic()
    options = [f"--pg1-path={scratch.data}", "--archive-mode=off", *recovery_arguments(target)]
    done = pgbackrest(*options, "restore")
    if done.returncode != 0:
        sys.exit(f"the backup cannot be restored: {first_error(done)}")
    restored = time.monotonic() - start
    scratch.start()
    scratch.until_writable(task["seconds"])
    recovered = time.monotonic() - start
    exists = scratch.ask("SELECT to_regclass('stand_drill_marker') IS NOT NULL", database) == [["t"]]
    marker = scratch.ask("SELECT name FROM stand_drill_marker", database)[0][0] if exists else None
    ((up_to,),) = scratch.ask("SELECT pg_last_xact_replay_timestamp()")
    print(
        json.dumps(
            {
                "restored": round(restored, 1),
                "recovered": round(recovered, 1),
                "upTo": up_to,
                "marker": marker,
                "rows": row_counts(scratch.ask, database),
            }
        )
    )
