"""Takes this host out of ejabberd's cluster, and stops its node for good; its users move to other nodes."""

import re
import subprocess
from pathlib import Path

from leaving import runs, stop


def node():
    text = Path("/etc/default/ejabberd").read_text()
    return re.search(r"^ERLANG_NODE=(.+)$", text, re.MULTILINE).group(1)


def leave():
    done = subprocess.run(["ejabberdctl", "leave_cluster", node()], capture_output=True, text=True, check=False)
    # The last one of a cluster has none to leave.
    if done.returncode != 0 and runs("ejabberd"):
        raise SystemExit(f"ejabberdctl leave_cluster: {(done.stdout + done.stderr).strip()}")


if runs("ejabberd"):
    leave()
    stop("ejabberd")
print("null")
