"""Runs a job of Bacula now. Argument: {"job", "level", "pool": of that level, "seconds": at most}

Output: {"number", "level": which it came to be, "files", "bytes", "seconds"}
"""

import json
import sys
import time

from bacula import WELL, catalog, complaint, room, run

task = json.load(sys.stdin)
start = time.monotonic()
left, volume = room(task["pool"])
if left < volume:
    # What is by schedule must find a volume, whatever is done by hand.
    reserve = f"pool {task['pool']} has room for {left >> 20} MiB, and a volume of {volume >> 20} MiB is left to the schedule"
    sys.exit(f"{reserve}: wait until the oldest volume may be written anew, or give the plan more volumes")
number, status, log = run([f"run job={task['job']} level={task['level']} yes"], task["seconds"])
if status not in WELL:
    sys.exit(complaint(log))
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
