"""Logins to a node. Each function returns what it saw, and raises OSError when that is wrong."""

import ssl
import time

from session import SECONDS, Session
from stream import Stream


def login(way):
    """The probe of a kind of login, by its name in WAYS."""

    def probe(account, node):
        with Session(account, node, way) as session:
            return f"logged in, {certificate(account, session.stream.socket)}"

    return probe


def servers(account, node):
    """Another server's stream, as far as one without a certificate gets."""

    def connect(server):
        stream = Stream(server, namespace="jabber:server", seconds=SECONDS)
        stream.encrypt()
        return stream

    with account.reach(node, account.ports["servers"], connect) as stream:
        return f"accepts servers, {certificate(account, stream.socket)}"


def certificate(account, connection):
    """What a verified TLS connection shows. Raises ConnectionError when its certificate expires soon."""
    shown = connection.getpeercert()
    days = int((ssl.cert_time_to_seconds(shown["notAfter"]) - time.time()) / 86400)
    what = f"certificate by {common_name(shown['issuer'])} for {days} days more"
    if days < account.certificate_days:
        raise ConnectionError(what)
    return f"{connection.version()}, {what}"


def common_name(name):
    return dict(pair for part in name for pair in part)["commonName"]
