"""Starts or stops units of this host. Argument: {"action", "units"}"""

import json
import subprocess
import sys

task = json.load(sys.stdin)
done = subprocess.run(
    ["systemctl", task["action"], *task["units"]], capture_output=True, text=True, check=False
)
if done.returncode != 0:
    sys.exit(f"systemctl {task['action']}: {done.stderr.strip().splitlines()[0]}")
if task["action"] == "start" and "ejabberd" in task["units"]:
    subprocess.run(["ejabberdctl", "started"], check=True, timeout=120)
print("null")
