"""An XMPP stream spoken by hand: blocking, with the standard library only."""

import base64
import hashlib
import hmac
import secrets
import socket
import ssl
from xml.etree.ElementTree import XMLPullParser

CLIENT = "jabber:client"
STREAM = "http://etherx.jabber.org/streams"
TLS = "urn:ietf:params:xml:ns:xmpp-tls"
SASL = "urn:ietf:params:xml:ns:xmpp-sasl"
SASL2 = "urn:xmpp:sasl:2"
BIND = "urn:ietf:params:xml:ns:xmpp-bind"
SERVER = "jabber:server"
# By these names servers tell apart who comes by direct TLS (XEP-0368).
PROTOCOLS = {CLIENT: "xmpp-client", SERVER: "xmpp-server"}


class Stream:
    """A stream over TCP; other transports replace open, send and read.

    server: {"address", "port", "domain", "authority"}; authority is the file of the certificates to
    trust. The namespace is that of clients, or of servers. A sender, once encrypted, says who will log in:
    without it ejabberd knows no SASL 2.
    """

    def __init__(self, server, direct_tls=False, namespace=CLIENT, seconds=10, sender=""):
        self.server, self.namespace, self.sender = server, namespace, sender
        self.socket = socket.create_connection((server["address"], server["port"]), timeout=seconds)
        if direct_tls:
            self.wrap(PROTOCOLS[namespace])
        self.features = self.open()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def open(self):
        """Begins a stream. Returns the features that the server offers on it."""
        self.parser = XMLPullParser(["start", "end"])
        self.depth = 0
        encrypted = isinstance(self.socket, ssl.SSLSocket)
        origin = f"from='{self.sender}'" if self.sender and encrypted else ""
        self.send(
            f"<?xml version='1.0'?><stream:stream xmlns='{self.namespace}' version='1.0' "
            f"xmlns:stream='{STREAM}' to='{self.server['domain']}' {origin}>"
        )
        return self.read()

    def encrypt(self):
        """Goes on by TLS, verified. Returns the features offered then."""
        self.send(f"<starttls xmlns='{TLS}'/>")
        self.read()
        self.wrap()
        self.features = self.open()
        return self.features

    def wrap(self, protocol=None):
        """protocol: the name of what follows (RFC 7301); none after STARTTLS."""
        context = trusting(self.server)
        if protocol:
            context.set_alpn_protocols([protocol])
        self.socket = context.wrap_socket(self.socket, server_hostname=self.server["domain"])

    def limit(self, seconds):
        """How long reading may wait from now on."""
        self.socket.settimeout(seconds)

    def send(self, text):
        self.socket.sendall(text.encode())

    def read(self):
        """The next element of the stream; None when the server has ended it."""
        while True:
            for event, element in self.parser.read_events():
                self.depth += 1 if event == "start" else -1
                if event == "end" and self.depth == 1:
                    return element
            data = self.socket.recv(65536)
            if not data:
                return None
            self.parser.feed(data)

    def mechanisms(self):
        """Names of the mechanisms offered, by SASL and by SASL 2 (XEP-0388)."""
        found = [*self.features.iter(f"{{{SASL}}}mechanism"), *self.features.iter(f"{{{SASL2}}}mechanism")]
        return sorted({element.text for element in found})

    def authenticate(self, dialect, mechanism, initial, wish=""):
        """Sends the first step, offered or not. Returns the server's answer.

        wish: what is asked for at once, where the dialect is sasl2
        """
        data = base64.b64encode(initial.encode()).decode()
        if dialect == "sasl2":
            self.send(
                f"<authenticate xmlns='{SASL2}' mechanism='{mechanism}'>"
                f"<initial-response>{data}</initial-response>{wish}</authenticate>"
            )
        else:
            self.send(f"<auth xmlns='{SASL}' mechanism='{mechanism}'>{data}</auth>")
        return self.read()

    def plain(self, dialect, authorization, user, password):
        """SASL PLAIN (RFC 4616)."""
        return self.authenticate(dialect, "PLAIN", f"{authorization}\0{user}\0{password}")

    def scram(self, dialect, authorization, user, password, wish=""):
        """SCRAM-SHA-256 (RFC 5802, RFC 7677) without channel binding."""
        header = f"n,{f'a={authorization}' if authorization else ''},"
        bare = f"n={user},r={secrets.token_hex(16)}"
        challenge = self.authenticate(dialect, "SCRAM-SHA-256", header + bare, wish)
        if challenge is None or not challenge.tag.endswith("}challenge"):
            return challenge
        first = base64.b64decode(challenge.text).decode()
        facts = dict(field.split("=", 1) for field in first.split(","))
        binding = base64.b64encode(header.encode()).decode()
        without_proof = f"c={binding},r={facts['r']}"
        salted = hashlib.pbkdf2_hmac(
            "sha256", password.encode(), base64.b64decode(facts["s"]), int(facts["i"])
        )
        key = hmac.digest(salted, b"Client Key", "sha256")
        signature = hmac.digest(
            hashlib.sha256(key).digest(), f"{bare},{first},{without_proof}".encode(), "sha256"
        )
        proof = base64.b64encode(bytes(a ^ b for a, b in zip(key, signature))).decode()
        response = base64.b64encode(f"{without_proof},p={proof}".encode()).decode()
        namespace = SASL2 if dialect == "sasl2" else SASL
        self.send(f"<response xmlns='{namespace}'>{response}</response>")
        return self.read()

    def bind(self):
        """After success: a new stream with a resource bound. Returns the full JID."""
        self.features = self.open()
        self.send(f"<iq xmlns='{CLIENT}' type='set' id='bind'><bind xmlns='{BIND}'/></iq>")
        return self.read().findtext(f".//{{{BIND}}}jid")


def trusting(server):
    """A TLS context that trusts the server's authority and no other."""
    return ssl.create_default_context(cafile=server["authority"])


def outcome(answer):
    """What the server said: success, failure or error with its condition, or closed."""
    if answer is None:
        return "closed"
    name = answer.tag.split("}")[-1]
    conditions = [child.tag.split("}")[-1] for child in answer]
    return " ".join([name, *conditions[:1]]) if name in ("failure", "error") else name
