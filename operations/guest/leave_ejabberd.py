"""Takes this host out of ejabberd's cluster, which ends its node; its users move to other nodes."""

import subprocess

from ejabberd_tool import evacuate, node
from leaving import await_that, runs

# Seconds that users get to move.
PATIENCE = "20"

# Until a node that has left has ended.
SECONDS = 30


def leave():
    evacuate(PATIENCE)
    done = subprocess.run(["ejabberdctl", "leave_cluster", node()], capture_output=True, text=True, check=False)
    # The node ends by that, and may not get to answer before.
    if done.returncode != 0:
        said = (done.stdout + done.stderr).strip()
        await_that(lambda: not runs("ejabberd"), SECONDS, f"ejabberdctl leave_cluster: {said}")


if runs("ejabberd"):
    leave()
print("null")
