"""Runs a job of Bacula now. Argument: {"job", "level", "seconds": at most}

Output: {"number", "level": which it came to be, "files", "bytes", "seconds"}
"""

import json
import sys
import time

from bacula import WELL, catalog, complaint, run

task = json.load(sys.stdin)
start = time.monotonic()
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
