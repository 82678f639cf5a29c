"""Learns which updates this host has, and tells what waits there; see `pending-updates` of the role base.

Argument: {"refresh": whether apt asks its mirrors first}
"""

import json
import subprocess
import sys
import time

TOOL = "/usr/local/libexec/pending-updates"
# Another apt may be at it.
TRIES = 5


def refresh():
    for attempt in range(TRIES):
        done = subprocess.run(
            ["apt-get", "--quiet", "--error-on=any", "update"], capture_output=True, text=True, check=False
        )
        if done.returncode == 0:
            return
        time.sleep(attempt)
    sys.exit(f"apt-get update: {(done.stdout + done.stderr).strip().splitlines()[-1]}")


if json.load(sys.stdin)["refresh"]:
    refresh()
try:
    print(subprocess.run([TOOL], capture_output=True, text=True, check=True).stdout)
except FileNotFoundError:
    sys.exit("the host does not know yet how to tell what waits; run ./stand up")
