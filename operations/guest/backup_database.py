"""Makes a backup of the cluster, by the unit that its timer starts. Argument: "full", "diff" or "incr"

Output: {"label", "type", "bytes": that it added to the repository, "seconds"}
"""

import json
import subprocess
import sys
import time

from pgbackrest import pgbackrest

unit = f"pgbackrest-backup@{json.load(sys.stdin)}"
start = time.monotonic()
if subprocess.run(["systemctl", "start", unit], check=False).returncode != 0:
    journal = ["journalctl", "--unit", unit, "--output=cat", "--lines=20", "--grep=ERROR"]
    said = subprocess.run(journal, capture_output=True, text=True, check=False).stdout.strip().splitlines()
    sys.exit(said[-1] if said else f"{unit} failed: see its journal")
newest = json.loads(pgbackrest("--output=json", "info").stdout)[0]["backup"][-1]
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
