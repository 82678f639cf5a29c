"""This host's node of ejabberd, and the commands of `ejabberd-node` and `ejabberd-accounts`."""

import re
import subprocess
from pathlib import Path

TOOL = "/usr/local/libexec/ejabberd-node"
ACCOUNTS = "/usr/local/libexec/ejabberd-accounts"
# Of the role keepalived.
ADDRESSES = Path("/usr/local/libexec/floating-addresses")


def node():
    text = Path("/etc/default/ejabberd").read_text()
    return re.search(r"^ERLANG_NODE=(\S+)$", text, re.MULTILINE).group(1)


def addresses(what):
    """Has this host's addresses `leave` for other hosts or `return`, where it has any that can."""
    if ADDRESSES.exists():
        subprocess.run([ADDRESSES, what], check=True)


def evacuate(patience):
    """Sends the users of the node to the others, and those first who come by an address that stays."""
    addresses("leave")
    return have("evacuate", patience)


def admit():
    """Lets users come again."""
    said = have("admit")
    addresses("return")
    return said


def have(*words):
    """Has the node do something. Returns what the command printed."""
    return asked(TOOL, *words)


def asked(tool, *words):
    """What a tool prints of the node."""
    command = ["sudo", "--set-home", "--user=ejabberd", tool, node(), *words]
    done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{Path(tool).name}: {(done.stdout + done.stderr).strip().splitlines()[-1]}")
    return done.stdout.strip()
