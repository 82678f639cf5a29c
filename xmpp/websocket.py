"""An XMPP stream over WebSocket (RFC 7395), encrypted."""

from xml.etree.ElementTree import fromstring

from stream import Stream, trusting
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

FRAMING = "urn:ietf:params:xml:ns:xmpp-framing"


class WebSocketStream(Stream):
    """server: as Stream has it."""

    def __init__(self, server, seconds=10):
        self.connection, self.seconds = None, seconds
        super().__init__(server, seconds=seconds)

    def __exit__(self, *problem):
        if self.connection is not None:
            self.connection.close()
        super().__exit__(*problem)

    def open(self):
        if self.connection is None:
            self.upgrade()
        self.send(f"<open xmlns='{FRAMING}' to='{self.server['domain']}' version='1.0'/>")
        self.read()
        return self.read()

    def upgrade(self):
        """Turns the connection to HTTPS, and from HTTPS to WebSocket."""
        self.connection = connect(
            f"wss://{self.server['domain']}:{self.server['port']}/ws",
            sock=self.socket,
            ssl=trusting(self.server),
            subprotocols=["xmpp"],
            proxy=None,
            open_timeout=self.seconds,
            close_timeout=self.seconds,
        )
        self.socket = self.connection.socket

    def limit(self, seconds):
        self.seconds = seconds

    def send(self, text):
        self.connection.send(text)

    def read(self):
        try:
            return fromstring(self.connection.recv(self.seconds))
        except ConnectionClosed:
            return None
