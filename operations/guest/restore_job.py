"""Restores the newest state of a job's files into a folder of a host.

Argument: {"job", "client": file daemon that receives them, "where": the folder, "seconds": limit,
"before": ignore backups after this time, in seconds since 1970, or null, "paths": files and folders to
restore, with everything below them; by default everything}
Output: {"jobs": numbers of those that were read, "taken": when the newest began, in seconds since 1970,
"since": when the oldest did, "seconds", "said": Bacula's first error, or null, "files": by path what
the catalog has of it, see bacula_files.py}
"""

import json
import shutil
import socket
import sys
import time

from bacula import SUCCEEDED, catalog, chain, first_error, damaged_volumes, run
from bacula_files import CHOSEN, below, choose, described, forget, newest

task = json.load(sys.stdin)
found = chain(task["job"], task.get("before"))
if not found:
    if task.get("before"):
        sys.exit(f"{task['job']} has no backup from before that time; choose a later one with --at")
    sys.exit(f"{task['job']} has no backup yet; to make one: ./stand backup --only files")
jobs = [job for job, _, _ in found]
files = newest(jobs)
wanted = task.get("paths")
missing = [path for path in wanted or [] if path not in files and not any(below(file, [path]) for file in files)]
if missing:
    moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(found[-1][2]))
    sys.exit(f"the backup of {task['job']} of {moment} does not contain {', '.join(map(repr, missing))}")
paths = [path for path in files if wanted is None or below(path, wanted)]
damaged = damaged_volumes(jobs)
if damaged:
    sys.exit(f"volume {'; volume '.join(damaged.values())}")
read = f"SELECT sum(readbytes)::bigint >> 20 FROM job WHERE jobid IN ({', '.join(map(str, jobs))})"
needed, free = 512 + int(catalog(read)[0][0]), shutil.disk_usage("/var/tmp").free >> 20
if task["client"] == f"{socket.gethostname()}-fd" and free < needed:
    sys.exit(f"/var/tmp must have {needed} MiB free for the files; got {free} MiB; free some space there")
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
# E: errors with single files, such as one that grew while it was backed up. Their digests say more.
if status not in SUCCEEDED | {"E"}:
    sys.exit(first_error(log))
print(
    json.dumps(
        {
            "jobs": jobs,
            "taken": found[-1][2],
            "since": found[0][2],
            "seconds": round(time.monotonic() - start, 1),
            "said": first_error(log) if status == "E" else None,
            "files": {path: described(*files[path][2:]) for path in paths},
        }
    )
)
