"""Fails to log in to a node by the port of the web until the node has enough of it.

Argument: {"address", "domain"}
Output: {"refusals": log-ins that failed, "end": what the node said to the last one, "next": to one more}
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
OPENING = (
    "<stream:stream xmlns='jabber:client' version='1.0' to='{domain}' xmlns:stream='http://etherx.jabber.org/streams'>"
)
FIRST = base64.b64encode(b"n,,n=nobody-here,r=fyko+d2lbbFgONRv9qkxdawL").decode()
AUTH = f"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-256'>{FIRST}</auth>"

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


def condition(said):
    """Why the node ends the stream; None when it does not."""
    found = re.search(r"<stream:error><([a-z-]+)", said)
    return found and found[1]


def attempt():
    """What comes of one log-in of nobody: refused, or why the node ends the stream."""
    context = ssl.create_default_context(cafile=AUTHORITY)
    context.set_alpn_protocols(["xmpp-client"])
    plain = socket.create_connection((task["address"], 443), SECONDS)
    with context.wrap_socket(plain, server_hostname=task["domain"]) as connection:
        connection.sendall(OPENING.format(domain=task["domain"]).encode())
        said = read(connection, b"</stream:(features|error)>")
        if condition(said):
            return condition(said)
        connection.sendall(AUTH.encode())
        said = read(connection, b"</failure>|</challenge>|</stream:error>")
        return condition(said) or ("refused" if "not-authorized" in said else said)


refusals = 0
end = attempt()
while end == "refused" and refusals < MOST:
    refusals += 1
    end = attempt()
print(json.dumps({"refusals": refusals, "end": end, "next": attempt()}))
