"""Makes this host's ejabberd reload a user's data, and the user log in again. Argument: {"user", "domain"}"""

import json
import subprocess
import sys

task = json.load(sys.stdin)
for command in (["clear_cache"], ["kick_user", task["user"], task["domain"]]):
    done = subprocess.run(["ejabberdctl", *command], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"ejabberdctl {command[0]} failed: {(done.stderr or done.stdout).strip()}")
print("null")
