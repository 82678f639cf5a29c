"""Makes a backup of the cluster, by the unit that its timer starts. Argument: "full", "diff" or "incr"

Output: {"label", "type", "bytes": that it added to the repository, "seconds"}; null where the unit skipped
this host because it is not the primary.
"""

import json
import subprocess
import sys
import time

from pgbackrest import first_error, pgbackrest


def backups():
    """Those of the repository by label, the oldest first."""
    done = pgbackrest("--output=json", "info")
    if done.returncode != 0:
        sys.exit(f"the repository cannot be read: {first_error(done)}")
    return {backup["label"]: backup for backup in json.loads(done.stdout)[0]["backup"]}


unit = f"pgbackrest-backup@{json.load(sys.stdin)}"
start = time.monotonic()
before = backups()
if subprocess.run(["systemctl", "start", unit], check=False).returncode != 0:
    journal = ["journalctl", "--unit", unit, "--output=cat", "--lines=20", "--grep=ERROR"]
    said = subprocess.run(journal, capture_output=True, text=True, check=False).stdout.strip().splitlines()
    sys.exit(said[-1] if said else f"{unit} failed; see journalctl --unit {unit}")
# systemctl reports success for a unit that was skipped, too.
made = [backup for label, backup in backups().items() if label not in before]
if not made:
    print("null")
    sys.exit()
newest = made[-1]
print(
    json.dumps(
        {
            "label": newest["label"],
            "type": newest["type"],
            "bytes": newest["info"]["repository"]["delta"],
            "seconds": round(time.monotonic() - start, 1),
        }
    )
)
