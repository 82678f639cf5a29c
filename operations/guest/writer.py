"""Writes numbered rows as ejabberd's role, through this host's proxy, and counts acknowledged ones.

Argument: {"run", "table", "seconds", "folder"}: a name for the rows, a table that this writer creates and drops,
after how long it stops by itself, and the folder for its files; by default the operation's own.
It stops when `stop.py` tells it to; `progress.py` reports its progress.
Output: {"attempted", "acknowledged", "lost": numbers that were acknowledged but are missing,
"longestGap": seconds between two acknowledgements, "gaps": those over a second, "errors"}.
"""

import json
import sys
import time
from pathlib import Path

from ejabberd import account
from postgresql import Connection, ServerError

PAUSE = 0.05

task = json.load(sys.stdin)
FOLDER = Path(task.get("folder", "/run/stand-operation"))
run, table = task["run"], f'"{task["table"]}"'
end = time.monotonic() + task["seconds"]
connection = None
acknowledged, gaps, errors = [], [], {}
attempted, last = 0, None


def connected():
    global connection
    connection = connection or Connection(account())
    return connection


def drop():
    global connection
    if connection:
        connection.close()
    connection = None


def patiently(statement, seconds=60):
    """Executes a statement, repeatedly while a failover is in progress."""
    limit = time.monotonic() + seconds
    while True:
        try:
            return connected().execute(statement)
        except (OSError, ServerError):
            drop()
            if time.monotonic() > limit:
                raise
            time.sleep(0.5)


def tell():
    temporary = FOLDER / "progress.new"
    temporary.write_text(json.dumps({"acknowledged": len(acknowledged), "at": time.time()}))
    temporary.rename(FOLDER / "progress")


FOLDER.mkdir(exist_ok=True)
stop = FOLDER / "stop"
stop.unlink(missing_ok=True)
patiently(f"DROP TABLE IF EXISTS {table}")
patiently(f"CREATE TABLE {table} (run text, number bigint, written timestamptz DEFAULT now())")
while not stop.exists() and time.monotonic() < end:
    attempted += 1
    try:
        connected().execute(f"INSERT INTO {table} (run, number) VALUES ('{run}', {attempted})")
    except (OSError, ServerError) as error:
        errors[str(error)] = errors.get(str(error), 0) + 1
        drop()
        time.sleep(0.1)
        continue
    now = time.monotonic()
    if last is not None:
        gaps.append(now - last)
    last = now
    acknowledged.append(attempted)
    tell()
    time.sleep(PAUSE)

found = {int(number) for (number,) in patiently(f"SELECT number FROM {table} WHERE run = '{run}'")}
patiently(f"DROP TABLE {table}")
print(
    json.dumps(
        {
            "attempted": attempted,
            "acknowledged": len(acknowledged),
            "lost": [number for number in acknowledged if number not in found],
            "longestGap": round(max(gaps, default=0), 2),
            "gaps": [round(gap, 2) for gap in gaps if gap > 1],
            "errors": errors,
        }
    )
)
