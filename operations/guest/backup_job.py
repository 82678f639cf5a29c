"""Runs a job of Bacula now. Argument: {"job", "level", "pool": for that level, "seconds": limit}

Output: {"number", "level": that it was run with, "files", "bytes", "seconds"}
"""

import json
import sys
import time

from bacula import SUCCEEDED, catalog, first_error, room, run

task = json.load(sys.stdin)
start = time.monotonic()
left, volume = room(task["pool"])
if left < volume:
    # Backups by hand must leave a volume for those by schedule.
    reserve = f"pool {task['pool']} must have {volume >> 20} MiB left for scheduled backups; got {left >> 20} MiB"
    sys.exit(f"{reserve}; wait until its oldest volume expires, or give the plan more volumes in stand.config.ts")
number, status, log = run([f"run job={task['job']} level={task['level']} yes"], task["seconds"])
if status not in SUCCEEDED:
    sys.exit(first_error(log))
((level, files, size),) = catalog(f"SELECT level, jobfiles, jobbytes FROM job WHERE jobid = {number}")
print(
    json.dumps(
        {
            "number": number,
            "level": {"F": "full", "D": "differential", "I": "incremental"}[level],
            "files": int(files),
            "bytes": int(size),
            "seconds": round(time.monotonic() - start, 1),
        }
    )
)
