"""Takes this host out of ejabberd's cluster, which ends its node; its users move to other nodes."""

import subprocess

from ejabberd_tool import have, node
from leaving import runs

# Seconds that users get to move.
PATIENCE = "20"


def leave():
    have("evacuate", PATIENCE)
    done = subprocess.run(["ejabberdctl", "leave_cluster", node()], capture_output=True, text=True, check=False)
    # The node ends by that, and may not get to answer.
    if done.returncode != 0 and runs("ejabberd"):
        raise SystemExit(f"ejabberdctl leave_cluster: {(done.stdout + done.stderr).strip()}")


if runs("ejabberd"):
    leave()
print("null")
