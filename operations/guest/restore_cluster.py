"""Restores this host's cluster to a point in time. Neither PostgreSQL nor ejabberd may be running.

Argument: {"target": {"type", "value"}, "seconds": longest recovery}
The server is started without network access until recovery is over, and stopped again: Patroni does the
rest.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

from patroni import setting
from pgbackrest import recovery_arguments, restore
from scratch import USER, ask, program

task = json.load(sys.stdin)
target, data = task["target"], setting("data_dir")
LOG = Path(data, "restore.log")


def pg_ctl(*arguments):
    command = [program("pg_ctl"), "-D", data, *arguments]
    return subprocess.run(command, **USER, capture_output=True, text=True, check=False)


def recovering():
    try:
        return ask("SELECT pg_is_in_recovery()") != [["f"]]
    except ValueError:
        return True


restore("--delta", *recovery_arguments(target))
options = "-c listen_addresses='' -c ssl=off -c synchronous_standby_names=''"
started = pg_ctl("--no-wait", "--log", str(LOG), "--options", options, "start")
end = time.monotonic() + task["seconds"]
while recovering():
    if pg_ctl("status").returncode != 0 or time.monotonic() > end:
        pg_ctl("--mode", "immediate", "stop")
        telling = [line for line in LOG.read_text().splitlines() if "FATAL" in line or "PANIC" in line]
        sys.exit(f"recovery failed: {(telling or [started.stderr.strip()])[-1]}")
    time.sleep(0.5)
# Otherwise this host would stop replaying at that point again when it is a standby.
OURS = "SELECT name FROM pg_settings WHERE name LIKE 'recovery\\_target%' OR name = 'restore_command'"
for (name,) in ask(OURS):
    ask(f"ALTER SYSTEM RESET {name}")
stopped = pg_ctl("--mode", "fast", "--wait", "stop")
LOG.unlink(missing_ok=True)
if stopped.returncode != 0:
    sys.exit(f"the server did not stop: {stopped.stderr.strip()}")
print("null")
