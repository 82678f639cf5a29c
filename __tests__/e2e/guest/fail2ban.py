"""Fails to log in to a node by the port of the web until the node has enough of it.

Argument: {"address", "domain"}
Output: {"refusals": log-ins that failed, "end": what the node says to the next stream}
"""

import base64
import json
import re
import socket
import ssl
import sys

AUTHORITY = "/usr/local/share/ca-certificates/stand-ca.crt"
SECONDS = 20
# More than mod_fail2ban lets anybody fail.
MOST = 40

task = json.loads(sys.argv[1])


def read(connection, end):
    """What the node says up to one of some ends, or to its own."""
    said = b""
    while not re.search(end, said):
        part = connection.recv(65536)
        if not part:
            break
        said += part
    return said.decode()


def attempt():
    """What comes of one log-in of nobody, in a word."""
    context = ssl.create_default_context(cafile=AUTHORITY)
    context.set_alpn_protocols(["xmpp-client"])
    with socket.create_connection((task["address"], 443), SECONDS) as plain:
        with context.wrap_socket(plain, server_hostname=task["domain"]) as connection:
            connection.sendall(
                f"<stream:stream xmlns='jabber:client' version='1.0' to='{task['domain']}' "
                "xmlns:stream='http://etherx.jabber.org/streams'>".encode()
            )
            said = read(connection, b"</stream:(features|error)>")
            if "</stream:error>" in said:
                return re.search("<([a-z-]+) xmlns", said.partition("<stream:error>")[2])[1]
            first = base64.b64encode(b"n,,n=nobody-here,r=fyko+d2lbbFgONRv9qkxdawL").decode()
            connection.sendall(
                f"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-256'>{first}</auth>".encode()
            )
            return "refused" if "not-authorized" in read(connection, b"</failure>|</challenge>") else "odd"


refusals = 0
end = attempt()
while end == "refused" and refusals < MOST:
    refusals += 1
    end = attempt()
print(json.dumps({"refusals": refusals, "end": end}))
