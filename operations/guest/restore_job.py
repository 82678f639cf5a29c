"""Restores the newest state of a job's files into a folder of a host.

Argument: {"job", "client": file daemon that takes them, "where": the folder, "seconds": at most,
"before": time up to which backups count, in seconds since 1970, or null, "paths": what of it, files
and folders with all below them; everything by default}
Output: {"jobs": numbers of those that were read, "taken": when the newest began, in seconds since 1970,
"since": when the oldest did, "seconds", "said": Bacula's first complaint, or null, "files": by path what
the catalog has of it, see bacula_files.py}
"""

import json
import shutil
import socket
import sys
import time

from bacula import WELL, catalog, chain, complaint, damaged_volumes, run
from bacula_files import CHOSEN, below, choose, described, forget, newest

task = json.load(sys.stdin)
found = chain(task["job"], task.get("before"))
if not found:
    then = " of that time" if task.get("before") else " yet"
    sys.exit(f"there is no backup of {task['job']}{then}: make one by ./stand backup --only files")
jobs = [job for job, _, _ in found]
files = newest(jobs)
wanted = task.get("paths")
missing = [path for path in wanted or [] if path not in files and not any(below(file, [path]) for file in files)]
if missing:
    moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(found[-1][2]))
    sys.exit(f"the backup of {task['job']} of {moment} has no {', '.join(map(repr, missing))}")
paths = [path for path in files if wanted is None or below(path, wanted)]
damaged = damaged_volumes(jobs)
if damaged:
    sys.exit(f"volume {'; volume '.join(damaged.values())}")
read = f"SELECT sum(readbytes)::bigint >> 20 FROM job WHERE jobid IN ({', '.join(map(str, jobs))})"
needed, free = 512 + int(catalog(read)[0][0]), shutil.disk_usage("/var/tmp").free >> 20
if task["client"] == f"{socket.gethostname()}-fd" and free < needed:
    sys.exit(f"/var/tmp has {free} MiB free and the files want {needed}: make room there")
((source,),) = catalog(f"SELECT client.name FROM client JOIN job USING (clientid) WHERE jobid = {jobs[0]}")
start = time.monotonic()
restore = (
    f"restore client={source} restoreclient={task['client']} restorejob=MyRestoreFiles where={task['where']} "
    f"file=?{CHOSEN} done yes"
)
choose(files, paths)
try:
    _, status, log = run([restore], task["seconds"])
finally:
    forget()
# E: errors with single files, such as one that grew while it was backed up. Their digests tell more.
if status not in WELL | {"E"}:
    sys.exit(complaint(log))
print(
    json.dumps(
        {
            "jobs": jobs,
            "taken": found[-1][2],
            "since": found[0][2],
            "seconds": round(time.monotonic() - start, 1),
            "said": complaint(log) if status == "E" else None,
            "files": {path: described(*files[path][2:]) for path in paths},
        }
    )
)
