"""A client of PostgreSQL that needs nothing but Python: the hosts of ejabberd have no other.

It speaks version 3 of the protocol, over TLS, with SCRAM-SHA-256.
@see https://www.postgresql.org/docs/current/protocol.html
"""

import base64
import hashlib
import hmac
import re
import secrets
import socket
import ssl
import struct


class ServerError(Exception):
    """The server refused a statement or a login."""


class Connection:
    """account: {"address", "port", "database", "user", "password", "authority"}; seconds bound each answer."""

    def __init__(self, account, seconds=5):
        plain = socket.create_connection((account["address"], account["port"]), timeout=seconds)
        try:
            plain.sendall(struct.pack("!ii", 8, 80877103))
            if plain.recv(1) != b"S":
                raise ConnectionError("the server does not speak TLS")
            # The proxy's address leads to whichever server is primary, so there is no host name to verify.
            context = ssl.create_default_context(cafile=account["authority"])
            context.check_hostname = False
            self.socket = context.wrap_socket(plain)
        except BaseException:
            plain.close()
            raise
        try:
            self.stream = self.socket.makefile("rb")
            self.log_in(account)
        except BaseException:
            self.close()
            raise

    def log_in(self, account):
        settings = f"user\0{account['user']}\0database\0{account['database']}\0\0".encode()
        self.socket.sendall(struct.pack("!ii", len(settings) + 8, 196608) + settings)
        for kind, body in self.messages():
            if kind == b"R":
                self.authenticate(account["password"], struct.unpack("!i", body[:4])[0], body[4:])

    def authenticate(self, password, step, data):
        """Steps of SASL: 10 offers mechanisms, 11 is a challenge, 12 the server's proof, 0 success."""
        if step == 10:
            self.first = f"n=,r={secrets.token_hex(16)}"
            message = f"n,,{self.first}".encode()
            self.send(b"p", b"SCRAM-SHA-256\0" + struct.pack("!i", len(message)) + message)
        elif step == 11:
            facts = dict(field.split("=", 1) for field in data.decode().split(","))
            without_proof = f"c=biws,r={facts['r']}"
            salt = base64.b64decode(facts["s"])
            salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, int(facts["i"]))
            key = hmac.digest(salted, b"Client Key", "sha256")
            signed = f"{self.first},{data.decode()},{without_proof}".encode()
            signature = hmac.digest(hashlib.sha256(key).digest(), signed, "sha256")
            proof = bytes(one ^ other for one, other in zip(key, signature))
            self.send(b"p", f"{without_proof},p={base64.b64encode(proof).decode()}".encode())
        elif step not in (0, 12):
            raise ServerError(f"the server must ask for SCRAM authentication; got method {step}")

    def execute(self, statement):
        """Returns the rows, as lists of texts. Raises ServerError, or OSError when nobody answers."""
        self.send(b"Q", statement.encode() + b"\0")
        return [columns(body) for kind, body in self.messages() if kind == b"D"]

    def messages(self):
        """What the server says until it is ready for another statement."""
        error = None
        while True:
            kind, length = struct.unpack("!ci", self.read(5))
            body = self.read(length - 4)
            if kind == b"E":
                error = ServerError(reason(body))
                # Nothing follows a fatal error.
                if re.search(rb"(^|\0)V(FATAL|PANIC)\0", body):
                    raise error
            elif kind == b"Z":
                if error:
                    raise error
                return
            yield kind, body

    def read(self, count):
        data = self.stream.read(count)
        if len(data) < count:
            raise ConnectionError("the server closed the connection")
        return data

    def send(self, kind, body):
        self.socket.sendall(kind + struct.pack("!i", len(body) + 4) + body)

    def close(self):
        try:
            self.socket.close()
        except OSError:
            pass


def columns(body):
    """The columns of a row; None for null."""
    position, found = 2, []
    for _ in range(struct.unpack("!h", body[:2])[0]):
        (length,) = struct.unpack("!i", body[position : position + 4])
        position += 4
        found.append(None if length < 0 else body[position : position + length].decode())
        position += max(length, 0)
    return found


def reason(body):
    """The message among the fields of an error."""
    fields = [field.decode() for field in body.split(b"\0") if field]
    return next((field[1:] for field in fields if field.startswith("M")), "unknown error")
