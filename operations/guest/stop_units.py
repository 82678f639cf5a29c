"""Stops those units for good that are there. Argument: their names"""

import json
import subprocess
import sys

from leaving import stop


def exists(unit):
    done = subprocess.run(["systemctl", "cat", unit], capture_output=True, check=False)
    return done.returncode == 0


units = [unit for unit in json.load(sys.stdin) if exists(unit)]
if units:
    stop(*units)
print("null")
