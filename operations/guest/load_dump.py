"""Loads a dump into a server of its own, and looks what is in it.

Argument: {"file", "database", "roles": that own what is in it}
Output: {"seconds", "rows": numbers by table}
"""

import json
import subprocess
import sys
import time
from pathlib import Path

from scratch import USER, Scratch, row_counts

task = json.load(sys.stdin)
dump, database = Path(task["file"]), task["database"]
with Scratch("dump") as scratch:
    start = time.monotonic()
    scratch.initialise()
    scratch.start()
    scratch.until_writable(60)
    for role in task["roles"]:
        scratch.ask(f'CREATE ROLE "{role}"')
    scratch.ask(f'CREATE DATABASE "{database}"')
    with dump.open("rb") as text:
        command = ["psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--host={scratch.folder}"]
        done = subprocess.run(
            [*command, f"--dbname={database}"], **USER, stdin=text, capture_output=True, check=False
        )
    if done.returncode != 0:
        sys.exit(f"the dump cannot be loaded: {done.stderr.decode(errors='replace').strip().splitlines()[0]}")
    with dump.open("rb") as text:
        text.seek(max(0, dump.stat().st_size - 400))
        if b"PostgreSQL database dump complete" not in text.read():
            sys.exit("the dump ends before its end")
    print(json.dumps({"seconds": round(time.monotonic() - start, 1), "rows": row_counts(scratch.ask, database)}))
