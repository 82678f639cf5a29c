"""This host's node of ejabberd, and the commands of `ejabberd-node`."""

import re
import subprocess
from pathlib import Path

TOOL = "/usr/local/libexec/ejabberd-node"


def node():
    text = Path("/etc/default/ejabberd").read_text()
    return re.search(r"^ERLANG_NODE=(\S+)$", text, re.MULTILINE).group(1)


def have(*words):
    """Has the node do something. Returns what the command printed."""
    command = ["sudo", "--set-home", "--user=ejabberd", TOOL, node(), *words]
    done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"ejabberd-node: {(done.stdout + done.stderr).strip().splitlines()[-1]}")
    return done.stdout.strip()
