"""Upgrades the newest backup to another major version, in a scratch folder, and looks at what is in it.

Argument: {"database", "to": major version, "seconds": longest recovery}
Output: {"seconds": that the upgrade took, "before", "after": numbers of rows by table}
"""

import json
import shutil
import sys
import time

from major_version import convert, current, require_room
from pgbackrest import first_error, pgbackrest
from patroni import setting
from pathlib import Path
from scratch import WORK, Scratch, row_counts

task = json.load(sys.stdin)

with Scratch("cluster") as scratch:
    # One copy to restore, one that is converted.
    require_room(Path(setting("data_dir")), WORK)
    options = [f"--pg1-path={scratch.data}", "--archive-mode=off", "--type=immediate", "--target-action=promote"]
    done = pgbackrest(*options, "restore")
    if done.returncode != 0:
        sys.exit(f"the backup cannot be restored: {first_error(done)}")
    scratch.start()
    scratch.until_writable(task["seconds"])
    before = row_counts(scratch.ask, task["database"])
    scratch.stop()
    start = time.monotonic()
    converted = scratch.folder / "converted"
    converted.mkdir(mode=0o700)
    shutil.chown(converted, "postgres", "postgres")
    convert((current(), scratch.data), (task["to"], converted / "main"), scratch.folder)
    seconds = time.monotonic() - start
    scratch.take(converted / "main", task["to"])
    scratch.start()
    scratch.until_writable(60)
    after = row_counts(scratch.ask, task["database"])
    print(json.dumps({"seconds": round(seconds, 1), "before": before, "after": after}))
