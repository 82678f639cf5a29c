"""Upgrades the newest backup to another major version, in a scratch folder, and looks at what is in it.

Argument: {"database", "to": major version, "seconds": longest recovery}
Output: {"seconds": that the upgrade took, "before", "after": numbers of rows by table}
"""

import json
import sys
import time
from pathlib import Path

from major_version import convert, current, programs_of
from patroni import setting
from pgbackrest import restore
from scratch import WORK, Scratch, require_room, row_counts

task = json.load(sys.stdin)

with Scratch("cluster") as scratch:
    # One is restored, and one is converted from it.
    require_room(Path(setting("data_dir")), WORK, copies=2)
    options = [f"--pg1-path={scratch.data}", "--archive-mode=off", "--type=immediate", "--target-action=promote"]
    restore(*options)
    scratch.start()
    scratch.until_writable(task["seconds"])
    before = row_counts(scratch.ask, task["database"])
    scratch.stop()
    start = time.monotonic()
    converted = scratch.folder / "converted" / "main"
    convert((current(), scratch.data), (task["to"], converted), scratch.folder)
    seconds = time.monotonic() - start
    scratch.take(converted, programs_of(task["to"]))
    scratch.start()
    scratch.until_writable(60)
    after = row_counts(scratch.ask, task["database"])
    print(json.dumps({"seconds": round(seconds, 1), "before": before, "after": after}))
