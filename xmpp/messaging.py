"""Tries what the users of a stand do with it, as far as this machine has a way to it.

Standard input: {"domain", "account", "authority": file of the certificates to trust, "nodes": addresses
by name, "ports": ejabberd's by name, "certificate_days": how long certificates must hold,
"probes": [[its name here, node...]], "secrets": the account's password}
Standard output: for each probe {"ok", "saw"}; for an upload also "file", the path of its URL.
"""

import fcntl
import json
import socket
import sys
from concurrent.futures import ThreadPoolExecutor

from bytestreams import proxied
from delivery import message, room
from logins import by_443, login, servers
from offers import binding, handed_over, publish, reached, relayed, upload
from offline import offline
from session import Account
from web import addresses, commands, pages

PROBES = {
    "STARTTLS": login("STARTTLS"),
    "direct TLS": login("direct TLS"),
    "443": by_443,
    "WebSocket": login("WebSocket"),
    "BOSH": login("BOSH"),
    "web addresses": addresses,
    "web chat": pages,
    "API": commands,
    "servers": servers("servers"),
    "servers by TLS": servers("serversTls", direct_tls=True),
    "servers by 443": servers("web", direct_tls=True),
    "message": message,
    "offline": offline,
    "room": room,
    "upload": upload,
    "file": handed_over,
    "proxy": proxied,
    "MQTT": publish,
    "STUN": binding("turn", "udp"),
    "STUN by TCP": binding("turn", "tcp"),
    "STUN by TLS": binding("turnTls", "tls"),
    "TURN": relayed,
    "relay": reached,
}
# Where something is sent to the account, which all its sessions may get.
EXCHANGES = {"message", "offline", "room"}
# An account may have thirty sessions; a probe has two at most, and three of these may run at once: by each kind of address.
AT_ONCE = 4


def has_way(address):
    """Whether this machine sends what is for an address of IPv6, which many do not have."""
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as probe:
            probe.connect((address, 9))
    except OSError:
        return False
    return True


def run(account, name, *nodes):
    if not all(has_way(account.nodes[node]) for node in nodes if ":" in account.nodes[node]):
        return {"ok": True, "saw": "not tried: this machine has no way out by IPv6"}
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
    with open(__file__, encoding="utf-8") as lock, ThreadPoolExecutor(AT_ONCE) as pool:
        # Two checks at once would get each other's messages.
        if any(name in EXCHANGES for name, *_ in task["probes"]):
            fcntl.flock(lock, fcntl.LOCK_EX)
        print(json.dumps(list(pool.map(lambda probe: run(account, *probe), task["probes"]))))


main()
