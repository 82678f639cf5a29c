"""Sessions of an account at the nodes of its domain."""

import secrets

from bosh import BoshStream
from stream import CLIENT, Stream, outcome
from websocket import WebSocketStream

SECONDS = 4
TRIES = 10
# The port's name and the stream of each kind of login.
WAYS = {
    "STARTTLS": ("clients", Stream, {}),
    "direct TLS": ("clientsTls", Stream, {"direct_tls": True}),
    "443": ("web", Stream, {"direct_tls": True}),
    "WebSocket": ("web", WebSocketStream, {}),
    "BOSH": ("web", BoshStream, {}),
}


class Account:
    """task: {"domain", "account", "authority", "nodes": addresses by name, "ports": ejabberd's by name,
    "certificate_days", "secrets": its password}"""

    def __init__(self, task):
        self.domain, self.name, self.nodes = task["domain"], task["account"], task["nodes"]
        self.authority, self.ports = task["authority"], task["ports"]
        (self.password,) = task["secrets"].values()
        self.jid = f"{self.name}@{self.domain}"
        self.certificate_days = task["certificate_days"]
        self.silent = {}

    def server(self, node, port):
        """Where a node listens, as Stream has it."""
        place = {"address": self.nodes[node], "port": port}
        return {**place, "domain": self.domain, "authority": self.authority}

    def reach(self, node, port, connect):
        """The result of connect; if a server gave no answer once, it is not waited for again."""
        if (node, port) in self.silent:
            raise self.silent[node, port]
        try:
            return connect(self.server(node, port))
        except TimeoutError:
            self.silent[node, port] = TimeoutError(f"no answer from port {port} within {SECONDS} s")
            raise self.silent[node, port] from None


class Session:
    """A stream on which the account is logged in. Raises ConnectionError when it is refused."""

    def __init__(self, account, node, way="STARTTLS"):
        port_name, kind, options = WAYS[way]

        def connect(server):
            stream = kind(server, seconds=SECONDS, **options)
            if way == "STARTTLS":
                stream.encrypt()
            return stream

        self.last = None
        self.stream = account.reach(node, account.ports[port_name], connect)
        try:
            answer = outcome(self.stream.scram("sasl", "", account.name, account.password))
            if answer != "success":
                raise ConnectionError(f"login as {account.jid} was refused: {answer}")
            self.jid = self.stream.bind()
        except BaseException as problem:
            self.__exit__(type(problem), problem, None)
            raise

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        self.stream.__exit__(*problem)

    def send(self, kind, to, attributes="", content=""):
        """Sends a stanza; to is empty if it has no receiver."""
        self.last = secrets.token_hex(8)
        to = f"to='{to}'" if to else ""
        self.stream.send(f"<{kind} xmlns='{CLIENT}' id='{self.last}' {to} {attributes}>{content}</{kind}>")

    def wait(self, match, seconds=SECONDS):
        """The next stanza that matches; others are passed over.

        Raises ConnectionError when the last one that was sent is refused, and TimeoutError when no
        stanza comes for so long.
        """
        self.stream.limit(seconds)
        while True:
            stanza = self.stream.read()
            if stanza is None:
                raise ConnectionError("the server closed the stream")
            if stanza.get("type") == "error" and stanza.get("id") == self.last:
                raise ConnectionError(f"the server answered {outcome(stanza.find(f'{{{CLIENT}}}error'))}")
            if match(stanza):
                return stanza

    def insist(self, act, match):
        """Acts again and again until a stanza comes that matches: what one node has just learned, such
        as a session, another one learns a moment later."""
        for _ in range(TRIES):
            act()
            try:
                return self.wait(match, SECONDS / TRIES)
            except TimeoutError:
                pass
        raise TimeoutError(f"no answer within {SECONDS} s")

    def ask(self, to, content):
        """The answer to a question by <iq/>."""
        self.send("iq", to, "type='get'", content)
        return self.wait(lambda stanza: stanza.get("id") == self.last)
