"""Has this host's node of ejabberd do something. Argument: the words of a command of `ejabberd-node`.

Output: what it printed
"""

import json
import re
import subprocess
import sys
from pathlib import Path

TOOL = "/usr/local/libexec/ejabberd-node"

node = re.search(r"^ERLANG_NODE=(\S+)$", Path("/etc/default/ejabberd").read_text(), re.MULTILINE).group(1)
command = ["sudo", "--set-home", "--user=ejabberd", TOOL, node, *json.load(sys.stdin)]
done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)
if done.returncode != 0:
    sys.exit(f"ejabberd-node: {(done.stdout + done.stderr).strip().splitlines()[-1]}")
print(json.dumps(done.stdout.strip()))
