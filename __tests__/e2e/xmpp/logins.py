"""Logs in by every mechanism that clients have.

Standard input: as stand.py has it.
Standard output: [{"node", "port", "tls", "asked": mechanism, "outcome": mechanism used, or what went wrong}]
"""

import asyncio
import ctypes
import json
import ssl
from itertools import product

import _ssl
from client import Client, LoginError
from stand import Stand

PLUS = ("SCRAM-SHA-1-PLUS", "SCRAM-SHA-256-PLUS")
ALL = ("SCRAM-SHA-1", "SCRAM-SHA-256", *PLUS)
# With TLS 1.3 -PLUS binds to what RFC 9266 exports, before that to tls-unique (RFC 5929).
TRIES = [(ssl.TLSVersion.TLSv1_3, name) for name in ALL] + [(ssl.TLSVersion.TLSv1_2, name) for name in PLUS]
# By the port of the web TLS is the node's own too, or what a client binds to would differ.
WAYS = [*product(("clients", "clientsTls"), TRIES), ("web", TRIES[3]), ("web", TRIES[5])]


class Choosy(Client):
    """A client of one mechanism and one version of TLS."""

    def __init__(self, account, authority, version, mechanism):
        super().__init__(account, authority)
        self.ssl_context.minimum_version = self.ssl_context.maximum_version = version
        mechanisms = self.plugin["feature_mechanisms"]
        mechanisms.use_mech = mechanism
        mechanisms.sasl_callback = self.credentials_for

    def credentials_for(self, required, optional):
        values = self.plugin["feature_mechanisms"]._default_credentials(required, optional)
        if "channel_binding" in optional and self.socket.version() == "TLSv1.3":
            values["channel_binding"] = exported(self.socket)
        return values


def exported(connection):
    """tls-exporter's data of a TLS connection (RFC 9266). OpenSSL has it, Python does not tell it yet
    (https://github.com/python/cpython/issues/95341)."""
    # In CPython's PySSLSocket OpenSSL's SSL comes after the object's head and a reference to the socket.
    offset = object.__basicsize__ + ctypes.sizeof(ctypes.c_void_p)
    pointer = ctypes.c_void_p.from_address(id(connection._sslobj) + offset)
    label, data = b"EXPORTER-Channel-Binding", ctypes.create_string_buffer(32)
    length, of_label, of_context = map(ctypes.c_size_t, (32, len(label), 0))
    export = ctypes.CDLL(_ssl.__file__).SSL_export_keying_material
    if export(pointer, data, length, label, of_label, b"", of_context, 1) != 1:
        raise OSError("OpenSSL exports no keying material")
    return data.raw


async def attempt(stand, node, port, version, mechanism):
    account = stand.account("choosy", node, port)
    client = Choosy(account, stand.authority, version, mechanism)
    tried = {"node": node, "port": account["port"], "tls": version.name, "asked": mechanism}
    try:
        await client.log_in()
    except (LoginError, TimeoutError) as error:
        return {**tried, "outcome": repr(error)}
    session = client.session
    await client.log_out()
    return {**tried, "outcome": session["mechanism"]}


async def main():
    stand = Stand()
    with stand.temporary("choosy"):
        ways = product(stand.nodes, WAYS)
        print(json.dumps([await attempt(stand, node, port, *each) for node, (port, each) in ways]))


asyncio.run(main())
