"""Files from client to client, through the proxy of a server (XEP-0065)."""

import hashlib
import secrets
import socket
import struct
import time

from session import SECONDS, Session

BYTESTREAMS = "http://jabber.org/protocol/bytestreams"


def meeting(name, initiator, target):
    """How both ends of a transfer call it where they meet."""
    return hashlib.sha1(f"{name}{initiator}{target}".encode()).hexdigest()


def connected(place, name, seconds):
    """A connection to a proxy by SOCKS5 (RFC 1928), by the name of a meeting."""
    connection = socket.create_connection(place, seconds)
    try:
        connection.sendall(b"\x05\x01\x00")
        if read(connection, 2) != b"\x05\x00":
            raise ConnectionError("the proxy wants a login")
        request = b"\x05\x01\x00\x03" + bytes([len(name)]) + name.encode() + struct.pack(">H", 0)
        connection.sendall(request)
        answer = read(connection, len(request))
        if answer[1] != 0:
            raise ConnectionError(f"the proxy answers {answer[1]}")
    except BaseException:
        connection.close()
        raise
    return connection


def read(connection, length):
    """So many bytes. Raises ConnectionError when there are fewer."""
    data = b""
    while len(data) < length:
        more = connection.recv(length - len(data))
        if not more:
            raise ConnectionError("the proxy closed the connection")
        data += more
    return data


def passed(sender, receiver):
    """Sends bytes from one end to the other. Raises ConnectionError when others arrive."""
    data = secrets.token_bytes(1000)
    sender.sendall(data)
    if read(receiver, len(data)) != data:
        raise ConnectionError("other bytes arrive")


def activation(name, target):
    return f"<query xmlns='{BYTESTREAMS}' sid='{name}'><activate>{target}</activate></query>"


def proxied(account, node):
    """The probe: an account sends something to itself through a node's proxy, and something back."""
    name = secrets.token_hex(8)
    with Session(account, node) as session:
        answer = session.ask(f"proxy.{account.domain}", f"<query xmlns='{BYTESTREAMS}'/>")
        host = answer.find(f".//{{{BYTESTREAMS}}}streamhost")
        place = meeting(name, session.jid, session.jid)

        def connect(server):
            return connected((server["address"], server["port"]), place, SECONDS)

        start = time.monotonic()
        ends = []
        try:
            ends += [account.reach(node, int(host.get("port")), connect) for _ in range(2)]
            session.send("iq", host.get("jid"), "type='set'", activation(name, session.jid))
            session.wait(lambda stanza: stanza.get("id") == session.last)
            passed(*ends)
            passed(*reversed(ends))
        finally:
            for end in ends:
                end.close()
        return f"there and back in {(time.monotonic() - start) * 1000:.0f} ms, at {host.get('host')}"
