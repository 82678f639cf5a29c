"""Restores the newest state of a job's files into a folder of a host.

Argument: {"job", "client": file daemon that takes them, "where": the folder, "seconds": at most,
"before": time up to which backups count, or null, "paths": what of it; everything by default}
Output: {"jobs": numbers of those that were read, "taken": when the newest began, in seconds since 1970,
"since": when the oldest did, "seconds", "said": Bacula's first complaint, or null, "digests": SHA-1 by path, as the catalog has them}
"""

import json
import os
import shutil
import socket
import sys
import time

from bacula import WELL, catalog, chain, complaint, damaged_volumes, digests, run



def choose(restore, paths):
    """Commands that mark files and folders in the tree that the console shows."""
    marks = [(f"cd {os.path.dirname(path)}", f"mark {os.path.basename(path)}") for path in paths]
    return [restore, *(command for mark in marks for command in mark), "done"]


def under(path, chosen):
    return any(path == one or path.startswith(f"{one.rstrip('/')}/") for one in chosen)


task = json.load(sys.stdin)
found = chain(task["job"], task.get("before") or "infinity")
if not found:
    sys.exit(f"there is no backup of {task['job']} yet: make one by ./stand backup --only files")
jobs = [job for job, _, _ in found]
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
    f"jobid={','.join(map(str, jobs))}"
)
paths = task.get("paths")
_, status, log = run([*choose(restore, paths), "yes"] if paths else [f"{restore} all done yes"], task["seconds"])
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
            "digests": {path: digest for path, digest in digests(jobs).items() if not paths or under(path, paths)},
        }
    )
)
