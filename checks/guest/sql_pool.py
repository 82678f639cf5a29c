"""Tells how many connections ejabberd has to its database, and how many it should have.

Standard input: null. Standard output: {"connections", "size"}
"""

import json
import pwd
import re
from pathlib import Path

CONFIGURATION = Path("/etc/ejabberd/ejabberd.yml")
ESTABLISHED = "01"


def setting(name):
    return re.search(rf"^{name}: *(\S+)", CONFIGURATION.read_text(encoding="utf-8"), re.M)[1]


def connections(address, port):
    """Established ones of ejabberd to that address, which others ask too, such as this check.

    The kernel writes an address's octets from last to first.
    """
    octets = [f"{int(octet):02X}" for octet in reversed(address.split("."))]
    remote = f"{''.join(octets)}:{port:04X}"
    ejabberd = str(pwd.getpwnam("ejabberd").pw_uid)
    rows = [row for file in ("tcp", "tcp6") for row in Path(f"/proc/net/{file}").read_text().splitlines()[1:]]
    columns = (row.split()[2:8] for row in rows)
    return sum(
        there.endswith(remote) and state == ESTABLISHED and user == ejabberd for there, state, *_, user in columns
    )


server, port = setting("sql_server"), int(setting("sql_port"))
print(json.dumps({"connections": connections(server, port), "size": int(setting("sql_pool_size"))}))
