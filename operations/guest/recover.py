"""Restores the newest suitable backup into a scratch server, and looks at what is in it.

Argument: {"database", "target": {"type": "name" or "time", "value"}, "seconds": longest recovery}
Output: {"restored": seconds that copying took, "recovered": until it answered, "upTo": time of the last
transaction that was replayed, "marker": name in the marker's row, or null, "rows": numbers by table}
"""

import json
import sys
import time
from pathlib import Path

from patroni import setting
from pgbackrest import recovery_arguments, restore
from scratch import WORK, Scratch, require_room, row_counts

task = json.load(sys.stdin)
database, target = task["database"], task["target"]


with Scratch("cluster") as scratch:
    require_room(Path(setting("data_dir")), WORK)
    start = time.monotonic()
    options = [f"--pg1-path={scratch.data}", "--archive-mode=off", *recovery_arguments(target)]
    restore(*options)
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
