"""Tries what the users of a stand do with it.

Standard input: {"domain", "account", "authority": file of the certificates to trust, "nodes": addresses
by name, "ports": ejabberd's by name, "certificate_days": how long certificates must hold,
"probes": [[its name here, node...]], "secrets": the account's password}
Standard output: for each probe {"ok", "saw"}; for an upload also "file", the path of its URL.
"""

import fcntl
import json
import sys
from concurrent.futures import ThreadPoolExecutor

from delivery import message, room
from logins import login, servers
from offers import binding, publish, relayed, upload
from offline import offline
from session import Account

PROBES = {
    "STARTTLS": login("STARTTLS"),
    "direct TLS": login("direct TLS"),
    "WebSocket": login("WebSocket"),
    "BOSH": login("BOSH"),
    "servers": servers,
    "message": message,
    "offline": offline,
    "room": room,
    "upload": upload,
    "MQTT": publish,
    "STUN": binding,
    "TURN": relayed,
}
# An account may have thirty sessions; a probe has two at most.
AT_ONCE = 4


def run(account, name, *nodes):
    try:
        seen = PROBES[name](account, *nodes)
        return {"ok": True, **(seen if isinstance(seen, dict) else {"saw": seen})}
    except Exception as error:
        return {"ok": False, "saw": reason(error)}


def reason(error):
    """What went wrong, without the numbers that only a program reads."""
    said = (getattr(error, name, None) for name in ("verify_message", "strerror"))
    return next(filter(None, said), str(error)) or repr(error)


def main():
    task = json.load(sys.stdin)
    account = Account(task)
    # Two checks at once would get each other's messages.
    with open(__file__, encoding="utf-8") as lock, ThreadPoolExecutor(AT_ONCE) as pool:
        fcntl.flock(lock, fcntl.LOCK_EX)
        print(json.dumps(list(pool.map(lambda probe: run(account, *probe), task["probes"]))))


main()
