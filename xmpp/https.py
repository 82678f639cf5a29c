"""HTTPS to a server by its address, whatever the name resolves to here."""

import http.client
import socket

from stream import trusting


def over(connection, server):
    """HTTP by an encrypted connection; it never reconnects, which would be in clear text."""
    client = http.client.HTTPConnection(server["domain"], server["port"])
    client.sock, client.auto_open = connection, 0
    return client


def connect(server, name, seconds):
    """server: as Stream has it; the name is the one that its certificate must have."""
    plain = socket.create_connection((server["address"], server["port"]), timeout=seconds)
    return over(trusting(server).wrap_socket(plain, server_hostname=name), server)
