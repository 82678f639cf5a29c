"""Freezes Patroni on this host, while its PostgreSQL keeps running.

Argument: {"seconds": after which Patroni continues by itself}
Output: null, once it continues.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

task = json.load(sys.stdin)
FOLDER = Path("/run/stand-operation")


def send(signal):
    # Not to PostgreSQL, which runs in the same unit.
    command = ["systemctl", "kill", f"--signal={signal}", "--kill-whom=main", "patroni"]
    subprocess.run(command, check=True)


FOLDER.mkdir(exist_ok=True)
mended = FOLDER / "mended"
mended.unlink(missing_ok=True)
end = time.monotonic() + task["seconds"]
try:
    # The end of this script's unit undoes it too; see operator.ts.
    send("STOP")
    while time.monotonic() < end and not mended.exists():
        time.sleep(0.2)
finally:
    send("CONT")
print("null")
